//! Features of the package that show what is unstable, and the names of features.

use stability::__internal::admits;
use stability::contract::{Contract, Item};

use crate::comparison::Selection::Promised;
use crate::diff::{Fact, is_unstable_feature};
use crate::releases::manifest;
use crate::rule::{Check, Refusal, Rule};
use crate::words::RECORD_SUPPRESSION;
use crate::{Bump, Comparison, Level, Place};

/// The rules about features alone.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "feature-name-unexpected",
        summary: "every feature has a name that the policy permits",
        reason: "Users see from its name what a feature is for, and rely on that name.",
        example: "`[features] names = [\"core-*\"]`, and the package has the feature `net`.",
        advice: "Rename the feature before it is released, or add its name to `names`.",
        check: Check::All(|comparison, report| {
            let Some(names) = &comparison.policy.features.names else {
                return;
            };
            let patterns: Vec<&str> = names.iter().map(String::as_str).collect();
            let permitted = patterns
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ");
            for source in comparison.current.packages() {
                let features = source.manifest.iter().flat_map(|manifest| manifest.features.keys());
                let is_promised =
                    |name: &&String| *name != "default" && !name.starts_with('_') && !is_unstable_feature(name);
                for name in features.filter(is_promised).filter(|name| !admits(&patterns, name)) {
                    report.add(
                        &source.package.name,
                        format!("feature {name}"),
                        Place::Manifest,
                        format_args!(
                            "the feature `{name}` of `{}` has a name that the policy does not permit; users rely on it once it is released",
                            source.package.name
                        ),
                        format_args!(
                            "rename the feature to a permitted name ({permitted}), or add `{name}` to `names` under `[features]` in stability.toml"
                        ),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "graduated-feature-removed",
        summary: "the feature of a graduated item stays for one more minor release, empty",
        reason: "Users who tried the item early still enable the feature. Cargo refuses a dependency with a feature that does not exist.",
        example: "`nika::shell` needed the feature `unstable-shell` in 1.2.0. In 1.3.0 it needs no feature, and `unstable-shell` was removed.",
        advice: "Keep `unstable-shell = []` for one minor release, and remove it afterwards.",
        check: Check::Changes(Promised, |comparison, change| {
            let feature = removed(&change.fact)?;
            let advice = format!("keep `{feature} = []` in Cargo.toml, and remove it in a later minor release");
            if let Some(item) = graduated(comparison, change.package, feature) {
                return Some(Refusal::new(
                    format!(
                        "`{}` needed the feature until now, so users who still enable the feature can no longer build",
                        item.id
                    ),
                    advice,
                ));
            }
            let is_small = comparison.releases.bump(change.package) < Bump::Minor;
            let was_needed = is_needed(comparison.baseline?, change.package, feature);
            Refusal::when(
                is_small && !was_needed,
                "users who still enable the feature can no longer build",
                advice,
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "unstable-feature-removed",
        level: Level::Warn,
        summary: "an empty unstable feature is not removed without a note to users",
        reason: "Users who still enable the feature can no longer build, although its items still exist.",
        example: "`unstable-shell` has been empty since 1.3.0, and 1.4.0 does not have it.",
        advice: "Write into the changelog that users can drop the feature, and record a `[[suppression]]` in stability.toml.",
        check: Check::Changes(Promised, |comparison, change| {
            let feature = removed(&change.fact)?;
            let is_owed = graduated(comparison, change.package, feature).is_some()
                || comparison.releases.bump(change.package) < Bump::Minor;
            let was_needed = is_needed(comparison.baseline?, change.package, feature);
            Refusal::when(
                !is_owed && !was_needed,
                "users who still enable the feature can no longer build",
                format!("write into the changelog that users can drop the feature, and {RECORD_SUPPRESSION}"),
            )
        }),
        ..Rule::DEFAULT
    },
];

/// The feature of what is unstable that was removed.
fn removed(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::FeatureRemoved { feature, .. } if is_unstable_feature(feature) => Some(feature),
        _ => None,
    }
}

/// An item that needed the feature at the baseline and does not need one now.
fn graduated<'a>(comparison: &Comparison<'a>, package: &str, feature: &str) -> Option<&'a Item> {
    let needed = comparison
        .baseline?
        .items()
        .iter()
        .filter(|item| needs(item, package, feature));
    let now = comparison.current.items();
    let free = |before: &&Item| {
        now.iter()
            .any(|item| item.key() == before.key() && item.feature.is_none())
    };
    let mut needed = needed.filter(free);
    needed.next()
}

/// Whether an item or a part of one needs the feature, or the manifest does not say that it was there.
fn is_needed(contract: &Contract, package: &str, feature: &str) -> bool {
    let enables = manifest(contract, package).and_then(|manifest| manifest.features.get(feature));
    let of_member = |item: &Item| {
        let is_of_package = item.package_name() == package;
        is_of_package
            && item
                .members
                .iter()
                .any(|member| member.feature.as_deref() == Some(feature))
    };
    let items = contract.items();
    enables.is_none_or(|it| !it.enables.is_empty())
        || items
            .iter()
            .any(|item| needs(item, package, feature) || of_member(item))
}

fn needs(item: &Item, package: &str, feature: &str) -> bool {
    item.package_name() == package && item.feature.as_deref() == Some(feature)
}
