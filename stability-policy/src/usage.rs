//! Which items are still used.

use stability::contract::{Contract, Item};
use stability::route::shape;
use stability::{Kind, Tier};

use super::dates::days_after;
use super::{Comparison, Usage};

/// What the counts say of the use of an item.
pub enum ItemUse<'e> {
    /// It is still used.
    Used(&'e Usage),
    /// The counts name it, and its use has ended.
    Ended,
    /// The counts should name it and do not. A route that nobody asks for has the count 0, so this is not the same as no use.
    Unknown,
    /// Nobody counts such items.
    NotCounted,
}

/// What the counts say of `item`, which is deprecated or not.
pub fn use_of<'e>(item: &Item, is_deprecated: bool, comparison: &Comparison<'e>) -> ItemUse<'e> {
    let Some(usages) = &comparison.evidence.usage else {
        return ItemUse::NotCounted;
    };
    let days = comparison.policy.usage.as_ref().and_then(|settings| settings.days);
    let is_recent = |usage: &Usage| match (usage.last_seen, days, comparison.evidence.today) {
        (Some(seen), Some(days), Some(today)) => days_after(seen, days) >= today,
        _ => true,
    };
    let mut counts = usages.iter().filter(|usage| is_about(usage, item)).peekable();
    if counts.peek().is_some() {
        return match counts.find(|usage| usage.count > 0 && is_recent(usage)) {
            Some(usage) => ItemUse::Used(usage),
            None => ItemUse::Ended,
        };
    }
    // Whether programs count other items than routes is known where the counts name one of the same kind.
    let is_counted = match item.kind {
        Kind::Route => is_deprecated || item.tier > Tier::Experimental,
        kind => is_deprecated && usages.iter().any(|usage| is_about_kind(usage, kind, comparison)),
    };
    if is_counted {
        ItemUse::Unknown
    } else {
        ItemUse::NotCounted
    }
}

/// The names of a route's parameters make no other route.
fn is_about(usage: &Usage, item: &Item) -> bool {
    match item.kind {
        Kind::Route => shape(&usage.item).eq(shape(&item.id)),
        _ => usage.item == item.id,
    }
}

fn is_about_kind(usage: &Usage, kind: Kind, comparison: &Comparison<'_>) -> bool {
    let contracts = comparison.baseline.into_iter().chain([comparison.current]);
    let mut items = contracts.flat_map(Contract::items);
    items.any(|item| item.kind == kind && is_about(usage, item))
}
