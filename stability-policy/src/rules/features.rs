//! Features of the package that show what is unstable, and the names of features.

use stability::__internal::admits;
use stability::contract::{Contract, Item};

use crate::comparison::Selection::Promised;
use crate::diff::{Fact, is_unstable_feature};
use crate::releases::manifest;
use crate::rule::{Check, Refusal, Rule};
use crate::{Bump, Comparison, Level, Place};

/// The rules about features alone.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "feature-name-unexpected",
        summary: "the features of a package have the names that the policy expects",
        reason: "Users tell by the name of a feature what it is for. A name is promised as long as the feature is.",
        example: "`[features] names = [\"core-*\"]`, and the package has the feature `net`.",
        advice: "Rename the feature before it is released, or add its name to `names`.",
        check: Check::All(|comparison, report| {
            let Some(names) = &comparison.policy.features.names else {
                return;
            };
            let patterns: Vec<&str> = names.iter().map(String::as_str).collect();
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
                            "the feature `{name}` of `{}` has a name that the policy does not expect",
                            source.package.name
                        ),
                        "rename it before it is released, or add its name to `names` under `[features]`",
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "graduated-feature-removed",
        summary: "the feature of an item that has graduated stays, empty, for one minor release",
        reason: "Whoever tried the item early turns the feature on. Cargo refuses a dependency that asks for a feature that is not there.",
        example: "`nika::shell` needed the feature `unstable-shell` in 1.2.0; 1.3.0 has it without a feature, and has no `unstable-shell`.",
        advice: "Write `unstable-shell = []` for one minor release, and remove it afterwards.",
        check: Check::Changes(Promised, |comparison, change| {
            let feature = removed(&change.fact)?;
            let advice = format!("write `{feature} = []`, and remove it in a later minor release");
            if let Some(item) = graduated(comparison, change.package, feature) {
                return Some(Refusal::new(
                    format!("in the release in which `{}` no longer needs it", item.id),
                    advice,
                ));
            }
            let is_small = comparison.releases.bump(change.package) < Bump::Minor;
            let was_needed = is_needed(comparison.baseline?, change.package, feature);
            Refusal::when(is_small && !was_needed, advice)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "unstable-feature-removed",
        level: Level::Warn,
        summary: "the end of a feature that nothing needs any longer is reported",
        reason: "Whoever still turns it on no longer builds, although all of it is there.",
        example: "`unstable-shell` has been empty since 1.3.0, and 1.4.0 does not have it.",
        advice: "Say in the changelog that the feature can be left out since the item has graduated, and suppress this finding.",
        check: Check::Changes(Promised, |comparison, change| {
            let feature = removed(&change.fact)?;
            let is_owed = graduated(comparison, change.package, feature).is_some()
                || comparison.releases.bump(change.package) < Bump::Minor;
            let was_needed = is_needed(comparison.baseline?, change.package, feature);
            Refusal::when(
                !is_owed && !was_needed,
                "say in the changelog that users can leave it out, and record a `[[suppression]]`",
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
