//! What a manifest promises without an annotation: features, and the minimum supported Rust version.

use stability::Tier;
use stability::contract::Manifest;

use super::packages::MatchedPackage;
use super::{Change, Effect, Fact};

/// Adds what differs between the manifests of the packages of both contracts, where both were read.
pub fn compare<'a>(packages: &[MatchedPackage<'a>], changes: &mut Vec<Change<'a>>) {
    for package in packages {
        let (Some(before), Some(after)) = (&package.before, &package.after) else {
            continue;
        };
        let name = after.source.package.name.as_str();
        if let (Some(from), Some(to)) = (before.source.unmarked, after.source.unmarked)
            && from != to
        {
            let fact = Fact::UnmarkedChanged { from, to };
            changes.push(Change::of_package(fact, Effect::Neutral, name, Tier::Stable));
        }
        let (Some(from), Some(to)) = (&before.source.manifest, &after.source.manifest) else {
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
        let change = |(fact, effect)| Change::of_package(fact, effect, name, Tier::Stable);
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
        // Of a feature that was removed, that is said.
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
