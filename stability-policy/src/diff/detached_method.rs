//! Methods under an attribute of their own, whose type is not known: `nika::{impl#12}::new`.
//!
//! The number is the line, and a line is no difference.

use std::collections::BTreeMap;

use stability::Namespace;
use stability::contract::Item;

const OPEN: &str = "{impl#";

/// Whether the item is such a method.
pub fn is_detached(item: &Item) -> bool {
    item.id.contains(OPEN)
}

/// Matches the methods of one module and one name: first those of one declaration, then the others as they follow each other.
pub fn match_methods<'a>(
    before: Vec<(usize, &'a Item)>,
    after: Vec<(usize, &'a Item)>,
    same: &mut Vec<(&'a Item, &'a Item)>,
    removed: &mut Vec<&'a Item>,
    added: &mut Vec<&'a Item>,
) {
    let mut found: BTreeMap<_, (Vec<&'a Item>, Vec<&'a Item>)> = BTreeMap::new();
    for (place, item) in before {
        found.entry(key(place, item)).or_default().0.push(item);
    }
    for (place, item) in after {
        found.entry(key(place, item)).or_default().1.push(item);
    }
    for (mut from, mut to) in found.into_values() {
        from.sort_by_key(|item| line(item));
        to.sort_by_key(|item| line(item));
        let mut left: BTreeMap<Option<&str>, Vec<&Item>> = BTreeMap::new();
        for item in to.into_iter().rev() {
            left.entry(item.signature.as_deref()).or_default().push(item);
        }
        from.retain(
            |item| match left.get_mut(&item.signature.as_deref()).and_then(Vec::pop) {
                Some(to) => {
                    same.push((item, to));
                    false
                }
                None => true,
            },
        );
        let mut to: Vec<&Item> = left.into_values().flatten().collect();
        to.sort_by_key(|item| line(item));
        let both = from.len().min(to.len());
        removed.extend(from.split_off(both));
        added.extend(to.split_off(both));
        same.extend(from.into_iter().zip(to));
    }
}

fn key(place: usize, item: &Item) -> (usize, String, Namespace) {
    let (head, rest) = item.id.split_once(OPEN).unwrap_or((&item.id, ""));
    let name = rest.split_once('}').map_or(rest, |(_, name)| name);
    (place, format!("{head}{OPEN}}}{name}"), item.kind.namespace())
}

/// The line, and the id, which decides where none can be read.
fn line(item: &Item) -> (Option<u32>, &str) {
    let digits = item.id.split_once(OPEN).and_then(|(_, rest)| rest.split_once('}'));
    (digits.and_then(|(digits, _)| digits.parse().ok()), &item.id)
}
