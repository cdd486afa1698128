//! How often items are used, as somebody has counted it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use stability::Kind;
use stability::contract::Item;
use stability::route::shape;

use super::dates::days_after;
use super::{Evidence, Policy};

/// How often an item was used.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Usage {
    /// The id of the item.
    pub item: String,
    /// How often.
    pub count: u64,
    /// The last day on which it was.
    pub last_seen: Option<Date>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Usage {
    /// What was counted of an item.
    pub fn new(item: String, count: u64, last_seen: Option<Date>) -> Self {
        Self { item, count, last_seen }
    }
}

/// `12 times, the last time on 2026-11-20`.
impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            1 => f.write_str("once")?,
            count => write!(f, "{count} times")?,
        }
        match self.last_seen {
            Some(day) => write!(f, ", the last time on {day}"),
            None => Ok(()),
        }
    }
}

/// The use of an item that still counts; the names of a route's parameters make no other route.
pub fn in_use<'e>(item: &Item, policy: &Policy, evidence: &'e Evidence) -> Option<&'e Usage> {
    let is_it = |usage: &Usage| match item.kind {
        Kind::Route => shape(&usage.item).eq(shape(&item.id)),
        _ => usage.item == item.id,
    };
    let days = policy.usage.as_ref().and_then(|settings| settings.days);
    let is_recent = |usage: &Usage| match (usage.last_seen, days, evidence.today) {
        (Some(seen), Some(days), Some(today)) => days_after(seen, days) >= today,
        _ => true,
    };
    let mut usages = evidence.usage.iter().flatten();
    usages.find(|usage| usage.count > 0 && is_it(usage) && is_recent(usage))
}
