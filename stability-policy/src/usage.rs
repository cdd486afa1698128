//! Which items are still used.

use stability::Kind;
use stability::contract::Item;
use stability::route::shape;

use super::dates::days_after;
use super::{Evidence, Policy, Usage};

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
