//! The questions that take more than the contract: its manifest, what was recorded, what was decided.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use stability::Kind;
use stability::contract::{Contract, Item, Location, Manifest, package_name};

use super::rules::found;
use super::{Answer, Case, Finding, promised};
use crate::diff::{Change, Fact, diff};

/// What is said of a break that nobody decided.
pub(crate) const UNDECIDED: &str = "and no accepted decision names it";

/// What to do about it.
pub(crate) const DECIDE: &str = "take it back, or have it decided";

const GIVE_RECORDED: &str = "give the contract that is recorded in the repository";

pub(super) fn feature_on_at_birth(case: &Case<'_>) -> Answer {
    let name = package_name(case.package);
    let given = case.evidence.default_features.get(name);
    let manifest = manifest(case.contract, name);
    if given.is_none() && manifest.is_none() {
        return Answer::NotAsked("give the features that its manifest turns on by default");
    }
    let is_default = |feature: &str| match given {
        Some(given) => given.iter().any(|other| other == feature),
        None => manifest.is_some_and(|manifest| manifest.is_default(feature)),
    };
    let mut findings = shown_by_default(case.items.iter().copied(), is_default);
    if let Some(recorded) = &case.evidence.recorded {
        let changes = diff(recorded, case.contract);
        let own = changes.iter().filter(|change| change.package == name);
        findings.extend(own.filter_map(|change| born_on(change, is_default)));
    }
    found(findings)
}

/// The items that may disappear and that a feature shows to everyone.
pub(crate) fn shown_by_default<'a>(
    items: impl Iterator<Item = &'a Item>,
    is_default: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let shown = items.filter_map(|item| Some((item, item.feature.as_deref().filter(|feature| is_default(feature))?)));
    let finding = |(item, feature): (&Item, &str)| {
        Finding::of(
            item,
            format!("its feature `{feature}` is on by default, and it may disappear"),
            "take the feature out of `default`",
        )
    };
    shown.map(finding).collect()
}

/// A feature that is on by default as soon as it is there.
pub(crate) fn born_on(change: &Change<'_>, is_default: impl Fn(&str) -> bool) -> Option<Finding> {
    let Fact::FeatureAdded { feature } = &change.fact else {
        return None;
    };
    is_default(feature).then(|| Finding {
        item: change.name(),
        location: Location::default(),
        message: "it is added and on by default at once".into(),
        advice: "take it out of `default`, and put it there in a later minor release".into(),
    })
}

/// What the manifest of a package promises, where it was read.
pub(crate) fn manifest<'a>(contract: &'a Contract, package: &str) -> Option<&'a Manifest> {
    let mut heard = contract.packages().iter();
    heard
        .rfind(|source| source.package.name == package)
        .and_then(|source| source.manifest.as_ref())
}

pub(super) fn api_change_unrecorded(case: &Case<'_>) -> Answer {
    let Some(recorded) = &case.evidence.recorded else {
        return Answer::NotAsked(GIVE_RECORDED);
    };
    let recorded = promised(recorded).remove(case.package).unwrap_or_default();
    found(unrecorded(&case.items, &recorded))
}

/// Where what is promised now and what is recorded differ, but for places.
fn unrecorded(items: &[&Item], recorded: &[&Item]) -> Vec<Finding> {
    const RECORD: &str = "run `cargo stability bless`, and commit the file, so that a review sees the change";
    let mut left: BTreeMap<(&str, Kind), &Item> = recorded
        .iter()
        .map(|item| ((item.id.as_str(), item.kind), *item))
        .collect();
    let mut findings = Vec::new();
    for item in items {
        let message = match left.remove(&(item.id.as_str(), item.kind)) {
            None => "it is not in the recorded contract",
            Some(before) if unplaced(before) != unplaced(item) => "the recorded contract says something else of it",
            Some(_) => continue,
        };
        findings.push(Finding::of(item, message, RECORD));
    }
    let gone = left.into_values();
    findings.extend(gone.map(|item| Finding::of(item, "it is only in the recorded contract", RECORD)));
    findings
}

/// Where the promises of each package and what is recorded of it differ, but for places, with the package.
pub(crate) fn all_unrecorded<'a>(contract: &'a Contract, recorded: &'a Contract) -> Vec<(&'a str, Finding)> {
    let mut before = promised(recorded);
    let mut pairs: Vec<_> = promised(contract)
        .into_iter()
        .map(|(package, items)| (package, items, before.remove(package).unwrap_or_default()))
        .collect();
    pairs.extend(
        before
            .into_iter()
            .map(|(package, recorded)| (package, Vec::new(), recorded)),
    );
    let found = |(package, items, recorded): (&'a str, Vec<&Item>, Vec<&Item>)| {
        let findings = unrecorded(&items, &recorded);
        findings.into_iter().map(move |finding| (package, finding))
    };
    pairs.into_iter().flat_map(found).collect()
}

/// The item without its place, which changes with every line above it.
fn unplaced(item: &Item) -> Item {
    let mut item = item.clone();
    item.location = Location::default();
    item
}

pub(super) fn break_without_decision(case: &Case<'_>) -> Answer {
    let Some(recorded) = &case.evidence.recorded else {
        return Answer::NotAsked(GIVE_RECORDED);
    };
    let is_decided = |change: &Change<'_>| {
        let (name, item) = (change.name(), change.before.map(|item| &item.id));
        let mut decided = case.evidence.decided.iter();
        decided.any(|id| *id == name || Some(id) == item)
    };
    let finding = |change: &Change<'_>| {
        let subject = match &change.member {
            Some(member) => format!("its `{member}`"),
            None => "it".into(),
        };
        let fact = &change.fact;
        let named = change.before.or(change.after);
        Finding {
            item: named.map_or_else(|| change.name(), |item| item.id.clone()),
            location: change.item().map(|item| item.location.clone()).unwrap_or_default(),
            message: format!("{subject} {fact}, {UNDECIDED}"),
            advice: DECIDE.into(),
        }
    };
    let changes = diff(recorded, case.contract);
    let own = changes
        .iter()
        .filter(|change| change.package == package_name(case.package));
    let undecided = own.filter(|change| change.is_owed() && !is_decided(change));
    found(undecided.map(finding).collect())
}
