//! What is the same thing under another path.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::package;
use crate::contract::Item;
use crate::kind::{Kind, Namespace};

/// What an item declares, whatever it is called; `None` where that says too little to tell it by.
fn declaration(item: &Item) -> Option<(&str, Kind, String)> {
    let signature = item.signature.as_deref()?;
    // What users of a program see is told apart by its name alone.
    if matches!(
        item.kind.namespace(),
        Namespace::Surface | Namespace::Code | Namespace::Guarantee
    ) {
        return None;
    }
    let name = item.id.rsplit("::").next()?;
    let mut shape = signature.replacen(name, "_", 1);
    for member in &item.members {
        shape.push('\n');
        shape.push_str(&member.name);
        shape.push(':');
        shape.push_str(member.signature.as_deref().unwrap_or_default());
    }
    Some((package(item), item.kind, shape))
}

/// Pairs each item that is gone with the one item that declares the same and was not there.
pub fn pairs<'a>(removed: &[&'a Item], added: &[&'a Item]) -> Vec<(&'a Item, &'a Item)> {
    let mut shapes: BTreeMap<_, (Vec<&'a Item>, Vec<&'a Item>)> = BTreeMap::new();
    for item in removed {
        if let Some(shape) = declaration(item) {
            shapes.entry(shape).or_default().0.push(item);
        }
    }
    for item in added {
        if let Some(shape) = declaration(item) {
            shapes.entry(shape).or_default().1.push(item);
        }
    }
    let only = |(from, to): (Vec<&'a Item>, Vec<&'a Item>)| match (from.as_slice(), to.as_slice()) {
        ([from], [to]) if says_enough(from, to) => Some((*from, *to)),
        _ => None,
    };
    shapes.into_values().filter_map(only).collect()
}

/// A unit struct looks like every other: without members or parameters, the last segment must be the same.
fn says_enough(from: &Item, to: &Item) -> bool {
    let last = |item: &Item| item.id.rsplit("::").next().map(String::from);
    let told = |item: &Item| !item.members.is_empty() || item.signature.as_deref().is_some_and(|it| it.contains('('));
    last(from) == last(to) || told(from)
}
