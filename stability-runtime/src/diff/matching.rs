//! Which items of two contracts are the same.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::lone::{self, is_lone};
use super::releases::{Heard, Release};
use crate::contract::{Contract, Item};
use crate::kind::Namespace;

/// The items of two contracts, brought together.
#[derive(Default)]
pub struct Pairs<'a> {
    /// Two states of one item.
    pub same: Vec<(&'a Item, &'a Item)>,
    /// An item and the `use` that keeps its path, or a `use` and the item that stands there now.
    pub reexported: Vec<(&'a Item, &'a Item)>,
    /// What was there and is not.
    pub gone: Vec<&'a Item>,
    /// What is there and was not.
    pub added: Vec<&'a Item>,
}

/// What names an item in both contracts: its package's place among the releases, its id and its namespace.
type Key<'a> = (usize, Cow<'a, str>, Namespace);

/// The items by name, and what each release has, where a version beside another one makes that a question.
struct Index<'a> {
    lone: Vec<(usize, &'a Item)>,
    items: BTreeMap<Key<'a>, &'a Item>,
    anywhere: BTreeSet<(&'a str, Cow<'a, str>, Namespace)>,
}

pub fn pairs<'a>(before: &'a Contract, after: &'a Contract, releases: &[Release<'a>]) -> Pairs<'a> {
    let alone = releases.iter().any(|it| it.before.is_none() || it.after.is_none());
    let was = Index::of(before, &places(releases, |it| it.before.as_ref()), alone);
    let is = Index::of(after, &places(releases, |it| it.after.as_ref()), alone);
    let mut pairs = Pairs::default();
    let mut taken = BTreeSet::new();
    for (key, from) in &was.items {
        if let Some(to) = is.items.get(key) {
            pairs.same.push((from, to));
        } else if let Some((kept, to)) = is.on_path_of(key) {
            taken.insert(kept);
            pairs.reexported.push((from, to));
        } else if !(is_alone(releases, key) && is.anywhere.contains(&from.key())) {
            pairs.gone.push(from);
        }
    }
    for (key, to) in &is.items {
        let is_new = !was.items.contains_key(key) && !taken.contains(key);
        if is_new && !(is_alone(releases, key) && was.anywhere.contains(&to.key())) {
            pairs.added.push(to);
        }
    }
    lone::pair(was.lone, is.lone, &mut pairs);
    pairs
}

/// Whether the package of the item was heard from in this version by one contract only. Such a version, beside another one,
/// neither brings nor takes what another version of its package has.
fn is_alone(releases: &[Release<'_>], key: &Key<'_>) -> bool {
    let release = releases.get(key.0);
    release.is_some_and(|release| release.before.is_none() || release.after.is_none())
}

/// The place among the releases of each package, by what its items call it.
fn places<'r>(
    releases: &'r [Release<'_>],
    side: impl Fn(&'r Release<'_>) -> Option<&'r Heard<'r>>,
) -> BTreeMap<&'r str, usize> {
    let heard = releases.iter().enumerate();
    heard
        .filter_map(|(at, release)| Some((side(release)?.label.as_str(), at)))
        .collect()
}

impl<'a> Index<'a> {
    fn of(contract: &'a Contract, places: &BTreeMap<&str, usize>, alone: bool) -> Self {
        let key = |item: &'a Item| {
            let (package, id, namespace) = item.key();
            // What has no package is one thing in all of them.
            let place = match package {
                "" => usize::MAX,
                _ => places.get(item.package.as_str()).copied().unwrap_or(usize::MAX),
            };
            (place, id, namespace)
        };
        let items = contract.items();
        let (lone, named): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| is_lone(item));
        Self {
            lone: lone.into_iter().map(|item| (key(item).0, item)).collect(),
            items: named.into_iter().map(|item| (key(item), item)).collect(),
            anywhere: items.iter().filter(|_| alone).map(Item::key).collect(),
        }
    }

    /// What keeps a path whose item has another declaration now: the `use` that stands there, or what a `use` brought.
    fn on_path_of(&self, (place, id, namespace): &Key<'a>) -> Option<(Key<'a>, &'a Item)> {
        namespace.on_one_path().iter().find_map(|other| {
            let key = (*place, id.clone(), *other);
            let item = *self.items.get(&key)?;
            Some((key, item))
        })
    }
}
