//! What is the same thing under another path.

use std::collections::{BTreeMap, BTreeSet};

use stability::__internal::split_last;
use stability::contract::{Item, Member};
use stability::{Kind, Namespace};

use crate::words::find_word;

/// Pairs each removed item with the one added item of the same declaration. What belongs to a type is found with its type, or where
/// its type has moved to.
pub fn pairs<'a>(removed: &[&'a Item], added: &[&'a Item]) -> Vec<(&'a Item, &'a Item)> {
    let (mut parts, mut free): (Vec<&Item>, Vec<&Item>) = removed.iter().partition(|item| is_owned(item));
    let (mut added_parts, mut added_free): (Vec<&Item>, Vec<&Item>) = added.iter().partition(|item| is_owned(item));
    let declared = |item: &'a Item| Some((item.package_name(), item.kind, shape(item)?));

    let mut pairs = take(&mut free, &mut added_free, |item| Some((name(item), declared(item)?)));
    pairs.extend(take(&mut free, &mut added_free, |item| {
        declared(item).filter(|_| is_distinctive(item))
    }));
    let types = pairs.iter().map(|(from, to)| (to.id.as_str(), from.id.as_str()));
    let types: BTreeMap<&str, &str> = types.collect();
    // A type that was renamed owns what it owned.
    let owner = |item: &'a Item| {
        let owner = owner(item).unwrap_or_default();
        types.get(owner).copied().unwrap_or(owner)
    };
    pairs.extend(take(&mut parts, &mut added_parts, |item| {
        Some((name(item), owner(item), declared(item)?))
    }));
    pairs.extend(take(&mut parts, &mut added_parts, |item| {
        Some((owner(item), declared(item)?)).filter(|_| is_distinctive(item))
    }));
    pairs
}

/// Takes out of both lists the items of which each has one of the same key.
fn take<'a, K: Ord>(
    removed: &mut Vec<&'a Item>,
    added: &mut Vec<&'a Item>,
    key: impl Fn(&'a Item) -> Option<K>,
) -> Vec<(&'a Item, &'a Item)> {
    let mut found: BTreeMap<K, (Vec<&'a Item>, Vec<&'a Item>)> = BTreeMap::new();
    for item in removed.iter() {
        if let Some(key) = key(item) {
            found.entry(key).or_default().0.push(item);
        }
    }
    for item in added.iter() {
        if let Some(key) = key(item) {
            found.entry(key).or_default().1.push(item);
        }
    }
    let only = |(from, to): (Vec<&'a Item>, Vec<&'a Item>)| match (from.as_slice(), to.as_slice()) {
        ([from], [to]) => Some((*from, *to)),
        _ => None,
    };
    let pairs: Vec<_> = found.into_values().filter_map(only).collect();
    let taken: BTreeSet<*const Item> = pairs
        .iter()
        .flat_map(|(from, to)| [address(from), address(to)])
        .collect();
    removed.retain(|item| !taken.contains(&address(item)));
    added.retain(|item| !taken.contains(&address(item)));
    pairs
}

/// What tells an item of these contracts from another one.
pub fn address(item: &Item) -> *const Item {
    item
}

fn is_owned(item: &Item) -> bool {
    matches!(item.kind, Kind::Method | Kind::AssociatedConst | Kind::AssociatedType)
}

/// The last segment of the item's path.
pub fn name(item: &Item) -> &str {
    split_last(&item.id).1
}

/// The type or trait that the item belongs to.
pub fn owner(item: &Item) -> Option<&str> {
    is_owned(item).then(|| split_last(&item.id).0)
}

/// What an item declares, whatever it is called; `None` where it is known by its name alone, as users of a program know
/// commands and routes.
fn shape(item: &Item) -> Option<String> {
    if !matches!(
        item.kind.namespace(),
        Namespace::Type | Namespace::Value | Namespace::Macro | Namespace::Import
    ) {
        return None;
    }
    let mut shape = without_name(item.signature.as_deref()?, name(item));
    add_members(&item.members, &mut shape);
    Some(shape)
}

fn add_members(members: &[Member], shape: &mut String) {
    for member in members {
        let signature = member.signature.as_deref().unwrap_or_default();
        shape.push_str(&format!("\n{} {}: {signature} {{", member.kind, member.name));
        add_members(&member.members, shape);
        shape.push('}');
    }
}

/// The declaration with `_` for the first word that is `name`.
fn without_name(declaration: &str, name: &str) -> String {
    match find_word(declaration, name) {
        Some(at) => format!("{}_{}", &declaration[..at], &declaration[at + name.len()..]),
        None => declaration.into(),
    }
}

/// Whether its declaration distinguishes it: a unit struct looks like every other, and so does a function that takes nothing.
fn is_distinctive(item: &Item) -> bool {
    let takes = |signature: &str| signature.split_once('(').is_some_and(|(_, rest)| rest.contains(": "));
    !item.members.is_empty() || item.signature.as_deref().is_some_and(takes)
}
