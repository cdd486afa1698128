//! What a package states of its contract as a whole: scope, state, what its areas exclude; and whether the contract speaks for it.

use std::collections::BTreeSet;

use stability::Tier;
use stability::contract::{Area, Contract, Header, Item, State};

use super::packages::{LabelledPackage, MatchedPackage};
use super::{Change, Effect, Fact};
use crate::scope::exceeds;

/// Adds what differs between the headers and areas of the packages of both contracts, and the packages that were removed.
pub fn compare<'a>(
    before: &'a Contract,
    after: &'a Contract,
    packages: &[MatchedPackage<'a>],
    changes: &mut Vec<Change<'a>>,
) {
    for package in packages {
        match (&package.before, &package.after) {
            (Some(from), Some(to)) => {
                compare_headers(before, from, to, changes);
                compare_areas(before, after, (from, to), changes);
            }
            (Some(from), None) => changes.extend(removal(before, after, from)),
            (None, Some(to)) => changes.extend(addition(before, to)),
            (None, None) => {}
        }
    }
}

fn compare_headers<'a>(
    before: &'a Contract,
    from: &LabelledPackage<'a>,
    to: &LabelledPackage<'a>,
    changes: &mut Vec<Change<'a>>,
) {
    let (was, is) = (from.source.header.as_ref(), to.source.header.as_ref());
    let tier = strongest(before, &from.label, |_| true);
    // What is frozen was so in every version where no header limited that. Of all else, a first header says more than there was.
    if was.is_none() && tier < Tier::Frozen {
        return;
    }
    let scope = |header: &Header| header.scope.as_ref().map(ToString::to_string);
    let of = |header: Option<&'a Header>| header.and_then(|header| header.scope.as_ref());
    let (old, new) = (of(was), of(is));
    let version = &to.source.package.version;
    let mut facts = Vec::new();
    let (from_scope, to_scope) = (was.and_then(scope), is.and_then(scope));
    if exceeds(old, new, version) {
        let fact = Fact::ScopeNarrowed {
            from: from_scope,
            to: to_scope,
        };
        facts.push((fact, Effect::Breaking));
    } else if exceeds(new, old, version) {
        let fact = Fact::ScopeWidened {
            from: from_scope,
            to: to_scope,
        };
        // Users of this version have what they had; it is later versions that promise more.
        facts.push((fact, Effect::Neutral));
    }
    let state = is.map(|header| header.state);
    match (was.map(|header| header.state), state) {
        (Some(from), Some(to)) if to > from => facts.push((Fact::StateRaised { from, to }, Effect::Neutral)),
        (Some(from), to) if to != Some(from) => {
            // What was not in force has promised nothing yet.
            let effect = if from >= State::Final {
                Effect::Breaking
            } else {
                Effect::Neutral
            };
            facts.push((Fact::StateLowered { from, to }, effect));
        }
        _ => {}
    }
    let name = from.source.package.name.as_str();
    let change = |(fact, effect)| Change::of_package(fact, effect, name, tier);
    changes.extend(facts.into_iter().map(change));
}

/// The strongest promise among the items of a package that are asked for, or of the contract where it has none.
fn strongest(contract: &Contract, package: &str, is_asked: impl Fn(&Item) -> bool) -> Tier {
    let tier = |is_asked: &dyn Fn(&Item) -> bool| {
        let items = contract.items().iter().filter(|item| is_asked(item));
        items.map(|item| item.tier).max()
    };
    let own = tier(&|item| item.package == package && is_asked(item));
    own.or_else(|| tier(&|item| item.package == package))
        .or_else(|| tier(&|_| true))
        .unwrap_or(Tier::Stable)
}

fn compare_areas<'a>(
    before: &'a Contract,
    after: &'a Contract,
    (from, to): (&LabelledPackage<'a>, &LabelledPackage<'a>),
    changes: &mut Vec<Change<'a>>,
) {
    let excluded = |contract: &'a Contract, package: &str| -> BTreeSet<(&'a str, &'a str)> {
        let areas = contract.areas().iter().filter(|area| area.package == package);
        let words = areas.flat_map(|area| area.excludes.iter().map(|words| (area.name.as_str(), words.trim())));
        words.collect()
    };
    let (was, is) = (excluded(before, &from.label), excluded(after, &to.label));
    let mut change = |fact, effect, area: &str| {
        let tier = strongest(before, &from.label, |item| item.area.as_deref() == Some(area));
        changes.push(Change::of_package(fact, effect, &from.source.package.name, tier));
    };
    for (area, words) in was.difference(&is) {
        let (area, words) = ((*area).to_owned(), (*words).to_owned());
        change(
            Fact::ExclusionRemoved {
                area: area.clone(),
                words,
            },
            Effect::Additive,
            &area,
        );
    }
    let planned = |contract: &'a Contract, package: &str| -> BTreeSet<(&'a str, &'a str)> {
        let areas = contract.areas().iter().filter(|area| area.package == package);
        areas
            .flat_map(|area| area.planned.iter().map(|it| (area.name.as_str(), it.name.as_str())))
            .collect()
    };
    let (had, has) = (planned(before, &from.label), planned(after, &to.label));
    for (area, name) in had.difference(&has) {
        let (area, name) = ((*area).to_owned(), (*name).to_owned());
        change(
            Fact::PlannedRemoved {
                area: area.clone(),
                name,
            },
            Effect::Neutral,
            &area,
        );
    }
    for (area, name) in has.difference(&had) {
        let (area, name) = ((*area).to_owned(), (*name).to_owned());
        change(
            Fact::PlannedAdded {
                area: area.clone(),
                name,
            },
            Effect::Neutral,
            &area,
        );
    }
    // Of an area that is new, nothing was promised.
    let is_known = |area: &str| before.items().iter().any(|item| item.area.as_deref() == Some(area));
    for (area, words) in is.difference(&was).filter(|(area, _)| is_known(area)) {
        let (area, words) = ((*area).to_owned(), (*words).to_owned());
        change(
            Fact::ExclusionAdded {
                area: area.clone(),
                words,
            },
            Effect::Breaking,
            &area,
        );
    }
}

/// Adds the items that belong to another area, which breaks where that excludes more than the one before.
pub fn compare_areas_of_items<'a>(
    before: &'a Contract,
    after: &'a Contract,
    same: &[(&'a Item, &'a Item)],
    changes: &mut Vec<Change<'a>>,
) {
    let excluded = |contract: &'a Contract, item: &Item| -> BTreeSet<&'a str> {
        let is_its = |area: &&Area| area.package == item.package && Some(&area.name) == item.area.as_ref();
        let areas = contract.areas().iter().filter(is_its);
        areas
            .flat_map(|area| area.excludes.iter().map(|words| words.trim()))
            .collect()
    };
    for (from, to) in same.iter().filter(|(from, to)| from.area != to.area) {
        let excludes_more = !excluded(after, to).is_subset(&excluded(before, from));
        let effect = if excludes_more {
            Effect::Breaking
        } else {
            Effect::Neutral
        };
        let fact = Fact::AreaChanged {
            from: from.area.clone(),
            to: to.area.clone(),
        };
        changes.push(Change::of_item(fact, effect, Some(*from), Some(*to)));
    }
}

/// What a contract says of a package of which it said nothing.
fn addition<'a>(before: &Contract, package: &LabelledPackage<'a>) -> Option<Change<'a>> {
    let name = package.source.package.name.as_str();
    let was_there = before.packages().iter().any(|other| other.package.name == name);
    (!was_there).then(|| Change::of_package(Fact::PackageAdded, Effect::Neutral, name, Tier::Stable))
}

/// The removal of a package of which no other version is there.
fn removal<'a>(before: &'a Contract, after: &Contract, package: &LabelledPackage<'a>) -> Option<Change<'a>> {
    let name = package.source.package.name.as_str();
    let is_there = after.packages().iter().any(|other| other.package.name == name);
    let promises = before.items().iter().any(|item| item.package == package.label);
    let tier = strongest(before, &package.label, |_| true);
    (!is_there && promises).then(|| Change::of_package(Fact::PackageRemoved, Effect::Breaking, name, tier))
}
