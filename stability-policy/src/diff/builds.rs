//! Contracts of several builds, compared build by build.

use std::collections::{BTreeMap, BTreeSet};

use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

use super::{Change, Effect, Fact, of_one_build, order};
use crate::shape::witness::Witness;

/// What differs between two contracts.
#[derive(Default)]
pub struct Differences<'a> {
    pub changes: Vec<Change<'a>>,
    /// The items of the first contract that differ in some builds of the one contract, while the other does not say of which build it is.
    pub unclear: Vec<&'a Item>,
}

/// What differs between two contracts, in every build that both describe.
pub fn compare<'a>(before: &'a Contract, after: &'a Contract, witnesses: &[Witness]) -> Differences<'a> {
    let (old, new) = (before.builds(), after.builds());
    let both_have_names = !old.is_empty() && !new.is_empty();
    let names: Vec<&str> = match (old.is_empty(), new.is_empty()) {
        (true, true) => {
            return Differences {
                changes: of_one_build(before, after, witnesses),
                unclear: Vec::new(),
            };
        }
        (true, false) => new.keys().map(String::as_str).collect(),
        (false, true) => old.keys().map(String::as_str).collect(),
        (false, false) => old
            .keys()
            .filter(|name| new.contains_key(*name))
            .map(String::as_str)
            .collect(),
    };
    let mut changes = changes_by_build(before, after, &names, witnesses);
    let mut unclear = Vec::new();
    if !both_have_names {
        let is_everywhere = |change: &Change<'_>| change.builds.len() == names.len();
        let partial = changes.iter().filter(|change| !is_everywhere(change));
        unclear.extend(partial.filter_map(|change| change.before));
        changes.retain(is_everywhere);
    }
    for change in changes.iter_mut().filter(|change| change.builds.len() == names.len()) {
        change.builds.clear();
    }
    // What no item states comes last.
    changes.sort_by_key(|change| (change.item().is_none(), change.item().map(|_| order(change))));
    changes.extend(removed(before, after));
    let added = new.keys().filter(|name| both_have_names && !old.contains_key(*name));
    changes.extend(added.filter_map(|build| {
        let package = after.packages().first()?.package.name.as_str();
        let build = build.clone();
        Some(Change::of_package(
            Fact::BuildAdded { build },
            Effect::Neutral,
            package,
            Tier::Stable,
        ))
    }));
    Differences { changes, unclear }
}

/// A change for each package of which the contract no longer describes a build.
fn removed<'a>(before: &'a Contract, after: &Contract) -> Vec<Change<'a>> {
    let of_package = |build: &String, package: &'a str| {
        let items = before.items().iter();
        let items = items.filter(|item| item.package_name() == package && item.is_in_build(build));
        let tier = items.map(|item| item.tier).max()?;
        let build = build.clone();
        Some(Change::of_package(
            Fact::BuildRemoved { build },
            Effect::Breaking,
            package,
            tier,
        ))
    };
    let packages: Vec<&str> = before.packages().iter().map(|it| it.package.name.as_str()).collect();
    let removed = before
        .builds()
        .keys()
        .filter(|build| !after.builds().contains_key(*build));
    removed
        .flat_map(|build| packages.iter().filter_map(move |package| of_package(build, package)))
        .collect()
}

/// The changes in each of the builds, every change once, with the builds that it is in.
fn changes_by_build<'a>(
    before: &'a Contract,
    after: &'a Contract,
    names: &[&str],
    witnesses: &[Witness],
) -> Vec<Change<'a>> {
    let (from, to) = (Whole::of(before), Whole::of(after));
    let mut changes: Vec<Change<'a>> = Vec::new();
    for name in names {
        let (before, after) = (before.in_build(name), after.in_build(name));
        for found in of_one_build(&before, &after, witnesses) {
            let change = Change {
                before: found.before.and_then(|item| from.item(item, name)),
                after: found.after.and_then(|item| to.item(item, name)),
                package: from
                    .package(found.package)
                    .or(to.package(found.package))
                    .unwrap_or_default(),
                fact: found.fact,
                effect: found.effect,
                member: found.member,
                tier: found.tier,
                note: found.note,
                builds: vec![(*name).to_owned()],
            };
            match changes.iter_mut().find(|known| is_same(known, &change)) {
                Some(known) => known.builds.extend(change.builds),
                None => changes.push(change),
            }
        }
    }
    changes
}

/// Whether two changes are the same in two builds.
fn is_same(one: &Change<'_>, other: &Change<'_>) -> bool {
    let named = |item: Option<&Item>| item.map(|item| (item.package.clone(), item.id.clone(), item.kind));
    let facts = |change: &Change<'_>| (change.effect, change.tier, named(change.before), named(change.after));
    one.fact == other.fact && one.member == other.member && one.package == other.package && facts(one) == facts(other)
}

/// A contract of all builds, in which the items of one build are found again.
struct Whole<'a> {
    items: BTreeMap<(&'a str, &'a str, Kind), Vec<&'a Item>>,
    packages: BTreeSet<&'a str>,
}

impl<'a> Whole<'a> {
    fn of(contract: &'a Contract) -> Self {
        let mut items = BTreeMap::<_, Vec<&Item>>::new();
        for item in contract.items() {
            let key = (item.package.as_str(), item.id.as_str(), item.kind);
            items.entry(key).or_default().push(item);
        }
        let packages = contract.packages().iter().map(|it| it.package.name.as_str());
        Self {
            items,
            packages: packages.collect(),
        }
    }

    fn item(&self, item: &Item, build: &str) -> Option<&'a Item> {
        let key = (item.package.as_str(), item.id.as_str(), item.kind);
        let forms = self.items.get(&key)?.iter();
        forms.copied().find(|form| form.is_in_build(build))
    }

    fn package(&self, name: &str) -> Option<&'a str> {
        self.packages.get(name).copied()
    }
}
