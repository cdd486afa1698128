//! What a manifest promises without an annotation: features, and the minimum supported Rust version.

use stability::contract::{Contract, Manifest};
use stability::{Kind, Tier};

use super::packages::MatchedPackage;
use super::{Change, Effect, Fact};

/// Whether a feature shows what is unstable, by its name.
pub fn is_unstable_feature(name: &str) -> bool {
    name == "unstable" || name.starts_with("unstable-")
}

/// How strongly `package` promises a feature: as an item of the first contract that has it says. Without a word it is stable, or
/// experimental where its name says that it is unstable.
pub fn tier_of_feature(name: &str, package: &str, contracts: [&Contract; 2]) -> Tier {
    let stated = contracts
        .into_iter()
        .find_map(|contract| tier_stated(name, package, contract));
    let unstated = if is_unstable_feature(name) {
        Tier::Experimental
    } else {
        Tier::Stable
    };
    stated.unwrap_or(unstated)
}

/// The tier that an item of `contract` states of a feature.
fn tier_stated(name: &str, package: &str, contract: &Contract) -> Option<Tier> {
    let mut items = contract.items().iter().filter(|item| item.kind == Kind::Feature);
    let item = items.find(|item| item.name == name && item.package_name() == package)?;
    Some(item.tier)
}

/// Adds what differs between the manifests of the packages of both contracts, where both were read.
pub fn compare<'a>(
    before: &Contract,
    after: &Contract,
    packages: &[MatchedPackage<'a>],
    changes: &mut Vec<Change<'a>>,
) {
    for package in packages {
        let (Some(was), Some(is)) = (&package.before, &package.after) else {
            continue;
        };
        let name = is.source.package.name.as_str();
        if let (Some(from), Some(to)) = (was.source.unmarked, is.source.unmarked)
            && from != to
        {
            let fact = Fact::UnmarkedChanged { from, to };
            changes.push(Change::of_package(fact, Effect::Neutral, name, Tier::Stable));
        }
        let (Some(from), Some(to)) = (&was.source.manifest, &is.source.manifest) else {
            continue;
        };
        let mut facts = Vec::new();
        features(from, to, &mut facts);
        if let Some(now) = &to.rust_version
            && from.rust_version.as_ref().is_none_or(|was| was < now)
        {
            let (from, to) = (from.rust_version.clone(), now.clone());
            // An earlier compiler can no longer build it; the policy says how large a release that takes.
            facts.push((Fact::MsrvRaised { from, to }, Effect::Breaking));
        } else if let Some(was) = from
            .rust_version
            .as_ref()
            .filter(|_| from.rust_version != to.rust_version)
        {
            let (from, to) = (was.clone(), to.rust_version.clone());
            facts.push((Fact::MsrvLowered { from, to }, Effect::Neutral));
        }
        // What an item states of a feature, the item also says where it is added or removed.
        facts.retain(|(fact, _)| match fact {
            Fact::FeatureAdded { feature } => tier_stated(feature, name, after).is_none(),
            Fact::FeatureRemoved { feature, .. } => tier_stated(feature, name, before).is_none(),
            _ => true,
        });
        let change = |(fact, effect): (Fact, Effect)| {
            let feature = fact.feature();
            let tier = feature.map_or(Tier::Stable, |it| tier_of_feature(it, name, [before, after]));
            Change::of_package(fact, effect, name, tier)
        };
        changes.extend(facts.into_iter().map(change));
    }
}

fn features(from: &Manifest, to: &Manifest, facts: &mut Vec<(Fact, Effect)>) {
    let named = |manifest: &Manifest| -> Vec<String> {
        // Features that start with `_` are hidden by convention.
        let names = manifest
            .features
            .keys()
            .filter(|it| *it != "default" && !it.starts_with('_'));
        names.cloned().collect()
    };
    for feature in named(from) {
        let was = from.is_default(&feature);
        if !to.features.contains_key(&feature) {
            let default = was;
            facts.push((Fact::FeatureRemoved { feature, default }, Effect::Breaking));
        } else if was && !to.is_default(&feature) {
            facts.push((Fact::FeatureDefaultOff { feature }, Effect::Breaking));
        } else if !was && to.is_default(&feature) {
            facts.push((Fact::FeatureDefaultOn { feature }, Effect::Additive));
        }
    }
    for feature in named(from) {
        let was = from
            .features
            .get(&feature)
            .map(|it| it.enables.as_slice())
            .unwrap_or_default();
        let kept = to.enabled_by(&feature);
        // A feature that was removed is reported as such.
        let is_known = |other: &&String| to.features.contains_key(*other) && !other.starts_with('_');
        let less = was
            .iter()
            .filter(is_known)
            .filter(|other| !kept.contains(other.as_str()));
        let less: Vec<String> = less.filter(|_| to.features.contains_key(&feature)).cloned().collect();
        facts.extend(less.into_iter().map(|other| {
            let feature = feature.clone();
            (Fact::FeatureEnablesLess { feature, other }, Effect::Breaking)
        }));
    }
    for feature in named(to) {
        if !from.features.contains_key(&feature) {
            facts.push((Fact::FeatureAdded { feature }, Effect::Additive));
        }
    }
}
