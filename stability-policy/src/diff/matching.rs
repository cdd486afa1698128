//! Which items of two contracts are the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use stability::Namespace;
use stability::contract::{Contract, Item};

use super::detached_method::{is_detached, match_methods};
use super::packages::{LabelledPackage, MatchedPackage};
use crate::shape::model::{Detail, ItemShape};
use crate::shape::text::without_version;

/// The items of two contracts, brought together.
#[derive(Default)]
pub struct Matches<'a> {
    /// Two states of one item.
    pub same: Vec<(&'a Item, &'a Item)>,
    /// An item and the `use` that keeps its path, or a `use` and the item that its path leads to now.
    pub reexported: Vec<(&'a Item, &'a Item)>,
    /// The items of the first contract alone.
    pub removed: Vec<&'a Item>,
    /// The items of the second contract alone.
    pub added: Vec<&'a Item>,
}

/// What names an item in both contracts: the place of its package among the matched ones, its id and its namespace.
type Key<'a> = (usize, Cow<'a, str>, Namespace);

/// The items of a contract by key.
struct Index<'a> {
    detached: Vec<(usize, &'a Item)>,
    items: Vec<(Key<'a>, &'a Item)>,
    /// What each package has, whatever its version, where a version beside another one makes that a question.
    of_any_version: BTreeSet<(&'a str, Cow<'a, str>, Namespace)>,
}

/// What a `use` brings.
enum Brought<'a> {
    /// An item of another package of the contract.
    Item(&'a Item),
    /// What no package of the contract defines: that the shape of the `use` reports as undecided.
    Foreign,
}

pub fn match_items<'a>(before: &'a Contract, after: &'a Contract, packages: &[MatchedPackage<'a>]) -> Matches<'a> {
    let has_unmatched = packages.iter().any(MatchedPackage::is_unmatched);
    let before = Index::of(before, &places(packages, |it| it.before.as_ref()), has_unmatched);
    let after = Index::of(after, &places(packages, |it| it.after.as_ref()), has_unmatched);
    // An unmatched version of a package, beside another one, neither brings nor takes what another version has.
    let is_unmatched = |key: &Key<'_>| packages.get(key.0).is_some_and(MatchedPackage::is_unmatched);
    let mut matches = Matches::default();
    let mut reexports = BTreeSet::new();
    let mut news = Vec::new();
    let mut rest = after.items.iter().peekable();
    for (key, from) in &before.items {
        while let Some(new) = rest.next_if(|(other, _)| other < key) {
            news.push(new);
        }
        if let Some((_, to)) = rest.next_if(|(other, _)| other == key) {
            matches.same.push((from, to));
        } else if let Some((kept, to)) = after.on_path_of(key) {
            reexports.insert(kept);
            matches.reexported.push((from, to));
        } else if let Some(to) = after.behind_alias(key) {
            matches.same.push((from, to));
        } else if let Some(brought) = after.behind_use(key) {
            if let Brought::Item(to) = brought {
                matches.same.push((from, to));
            }
        } else if after.is_of_unnamed(key) {
            // Its shape says what differs.
        } else if !(is_unmatched(key) && after.of_any_version.contains(&from.key())) {
            matches.removed.push(from);
        }
    }
    for (key, to) in news.into_iter().chain(rest) {
        let is_known = reexports.contains(key) || is_unmatched(key) && before.of_any_version.contains(&to.key());
        if !is_known {
            matches.added.push(to);
        }
    }
    let Matches {
        same, removed, added, ..
    } = &mut matches;
    match_methods(before.detached, after.detached, same, removed, added);
    matches
}

/// The place of each package among the matched ones, by what its items call it.
fn places<'r>(
    packages: &'r [MatchedPackage<'_>],
    side: impl Fn(&'r MatchedPackage<'_>) -> Option<&'r LabelledPackage<'r>>,
) -> BTreeMap<&'r str, usize> {
    let packages = packages.iter().enumerate();
    packages
        .filter_map(|(at, package)| Some((side(package)?.label.as_str(), at)))
        .collect()
}

impl<'a> Index<'a> {
    fn of(contract: &'a Contract, places: &BTreeMap<&str, usize>, has_unmatched: bool) -> Self {
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
        let (detached, named): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| is_detached(item));
        let mut named: Vec<_> = named.into_iter().map(|item| (key(item), item)).collect();
        named.sort_by(|(a, _), (b, _)| a.cmp(b));
        named.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                kept.1 = later.1;
            }
            is_same
        });
        Self {
            detached: detached.into_iter().map(|item| (key(item).0, item)).collect(),
            items: named,
            of_any_version: items.iter().filter(|_| has_unmatched).map(Item::key).collect(),
        }
    }

    /// What keeps a path whose item has another declaration now: the `use` there, or what a `use` brought.
    fn on_path_of(&self, (place, id, namespace): &Key<'a>) -> Option<&(Key<'a>, &'a Item)> {
        namespace.on_one_path().iter().find_map(|other| {
            let key = (*place, id.clone(), *other);
            self.find(&key)
        })
    }

    fn find(&self, key: &Key<'_>) -> Option<&(Key<'a>, &'a Item)> {
        let at = self.items.binary_search_by(|(found, _)| found.cmp(key)).ok()?;
        Some(&self.items[at])
    }

    /// The method of the type behind an alias, where the type that the method of this key belongs to is an alias now.
    fn behind_alias(&self, key: &Key<'_>) -> Option<&'a Item> {
        let (target, name) = self.alias_of(key)?;
        let (_, to) = self.find(&(key.0, Cow::Owned(format!("{target}::{name}")), Namespace::Value))?;
        Some(to)
    }

    /// What is at the path of this key, where a `use` brings a type or module that the path goes through.
    fn behind_use(&self, (place, id, namespace): &Key<'_>) -> Option<Brought<'a>> {
        let ends = id.rmatch_indices("::").map(|(at, _)| at);
        let uses = ends.filter_map(|at| {
            let (_, brought) = self.find(&(*place, Cow::Borrowed(&id[..at]), Namespace::Import))?;
            Some((re_exported(brought)?, at))
        });
        let (of, at) = uses.last()?;
        let target = format!("{of}{}", &id[at..]);
        let at = |path: &str, namespace| {
            let is_it = |((_, id, found), _): &&(Key<'a>, &'a Item)| id == path && *found == namespace;
            self.items.iter().find(is_it).map(|(_, item)| *item)
        };
        match at(&target, *namespace) {
            Some(item) => Some(Brought::Item(item)),
            None => at(&of, Namespace::Type).is_none().then_some(Brought::Foreign),
        }
    }

    /// Whether the key is that of a method, whose type is an alias now of a type that nobody can name.
    fn is_of_unnamed(&self, key: &Key<'_>) -> bool {
        self.alias_of(key).is_some_and(|(target, _)| target.starts_with('~'))
    }

    /// The type behind an alias that the type of a method is now, and the name of the method.
    fn alias_of<'k>(&self, (place, id, namespace): &'k Key<'_>) -> Option<(String, &'k str)> {
        let (of, name) = id.rsplit_once("::").filter(|_| *namespace == Namespace::Value)?;
        let (_, alias) = self.find(&(*place, Cow::Borrowed(of), Namespace::Type))?;
        let mut shapes = alias.shape.0.values();
        let target = shapes.find_map(|text| match serde_json::from_str::<ItemShape>(text).ok()?.detail {
            Detail::Alias { of, .. } => Some(of.split('<').next()?.to_owned()),
            _ => None,
        })?;
        Some((target, name))
    }
}

/// What a `use` brings from another package, without the version of that.
fn re_exported(item: &Item) -> Option<String> {
    let mut shapes = item.shape.0.values();
    shapes.find_map(|text| match serde_json::from_str::<ItemShape>(text).ok()?.detail {
        Detail::ReExport { of } => Some(without_version(&of)),
        _ => None,
    })
}
