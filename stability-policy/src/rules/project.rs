//! What the project does besides: manifests, commits, changesets, gates, other checks.

use std::collections::BTreeMap;

use crate::comparison::Selection::{Premature, Promised};
use crate::diff::{Change, Fact};
use crate::releases::manifest;
use crate::report::Report;
use crate::rule::{Check, Refusal, Rule, files};
use crate::{Bump, Comparison, Permit, Place};

files! {
    breaking_commit_unmarked,
    semver_violation,
}

/// The rules about features, the minimum supported Rust version, changesets and gates.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "feature-no-longer-default",
        clauses: &["NI-09"],
        summary: "what is on by default stays so, until a release that may turn it off",
        reason: "Whoever relied on the default loses what the feature shows, without having changed anything.",
        example: "`default = [\"std\"]` in 1.2.0, and `default = []` in 1.3.0.",
        advice: "Put the feature back into `default`.",
        check: Check::Changes(Premature, |_, change| {
            let is_off = matches!(change.fact, Fact::FeatureDefaultOff { .. });
            Refusal::when(is_off, "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "default-feature-removed",
        clauses: &["NI-09"],
        summary: "a feature that is on by default stays, until a release that may remove it",
        reason: "Everyone who did not ask has it on, and everyone who asked for it by name no longer compiles.",
        example: "`default = [\"rustls-tls\"]` in 1.2.0, and 1.3.0 has no feature `rustls-tls`.",
        advice: "Keep the feature, empty if need be, and let it turn on what takes its place.",
        check: Check::Changes(Premature, |_, change| {
            let is_removed = matches!(change.fact, Fact::FeatureRemoved { default: true, .. });
            is_removed.then(|| Refusal::new("and was on by default", "take it back"))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-default-too-early",
        clauses: &["NI-09"],
        summary: "a feature is off for as long as the policy says before it is on by default",
        reason: "While it is off, it is tried by those who want it, and may still change.",
        example: "With `off-for-minors = 2`, `memory` was added in 1.3.0 and is on by default in 1.4.0.",
        advice: "Leave it off until it has been so for that many minor releases.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::FeatureDefaultOn { feature } = &change.fact else {
                return None;
            };
            let asked = comparison.policy.features.off_for_minors;
            let manifest = manifest(comparison.baseline?, change.package)?;
            let since = manifest.features.get(feature)?.since.as_ref()?;
            let version = comparison.releases.version(change.package)?;
            let passed = comparison.releases.minors_since(change.package, since, version)?;
            (passed < asked).then(|| {
                let remark = format!("after {passed} minor releases, not {asked}: it came in {since}");
                Refusal::new(remark, "leave it out of `default` until then")
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-removed",
        summary: "a feature stays, until a release that may remove it",
        reason: "Cargo refuses a dependency that asks for a feature that is not there.",
        example: "`native-tls` is a feature in 1.2.0, and 1.3.0 has none of that name.",
        advice: "Keep the feature, empty if need be, and let it turn on what takes its place.",
        check: Check::Changes(Premature, |_, change| {
            let is_removed = matches!(change.fact, Fact::FeatureRemoved { default: false, .. });
            Refusal::when(is_removed, "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-enables-less",
        summary: "a feature turns on what it did, until a release that may change that",
        reason: "Users who asked for the feature lose what the other one shows, without having changed anything.",
        example: "`full = [\"net\"]` in 1.2.0, and `full = []` in 1.3.0, which still has the feature `net`.",
        advice: "Put the other feature back, directly or through a third one.",
        check: Check::Changes(Premature, |_, change| {
            let is_less = matches!(change.fact, Fact::FeatureEnablesLess { .. });
            Refusal::when(is_less, "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "msrv-raised-in-patch",
        summary: "the minimum supported Rust version rises only in a release that is large enough",
        reason: "Cargo takes a patch release by itself; on an earlier compiler the build then fails.",
        example: "`rust-version` is 1.85 in 1.2.0 and 1.88 in 1.2.1.",
        advice: "Raise it in the next minor release, or lower the bump that `[msrv]` asks for.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(matches!(change.fact, Fact::MsrvRaised { .. }), "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "changeset-missing",
        clauses: &["OR-15"],
        summary: "each change carries a changeset, whose bump is large enough for it",
        reason: "The version of the next release is made of the changesets; a change without one is released unseen.",
        example: "`GET /skills` of `ornn` was removed, and the changeset of `ornn` says `minor`.",
        advice: "Add a changeset for the package with the bump that the change asks for.",
        check: Check::All(changeset_missing),
        ..Rule::DEFAULT
    },
    Rule {
        id: "gate-not-passed",
        clauses: &["AB-06"],
        summary: "every gate of the policy is passed before a release",
        reason: "What must hold at a release is forgotten at the release, when there is no time to look for it.",
        example: "The gate `rfcs` asks that each RFC is accepted, and `rfcs/0002.md` says `Proposed`.",
        advice: "Clear what blocks the gate, and try it again.",
        check: Check::All(|comparison, report| {
            let evidence = comparison.evidence;
            let Some(results) = evidence.gates.as_ref().filter(|_| evidence.releasing) else {
                return;
            };
            for gate in &comparison.policy.gates {
                let name = &gate.name;
                let (message, advice) = match results.iter().find(|result| result.name == *name) {
                    None => (format!("the gate `{name}` was not tried"), "try it before the release"),
                    Some(result) if result.blockers.is_empty() => continue,
                    Some(result) => {
                        let blockers = result.blockers.join("; ");
                        (
                            format!("the gate `{name}` is not passed: {blockers}"),
                            "clear what blocks it",
                        )
                    }
                };
                report.add("", name.clone(), Place::Policy { line: gate.line }, message, advice);
            }
        }),
        ..Rule::DEFAULT
    },
];

/// Once the version has moved, the changesets were used up by it.
fn changeset_missing(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let (Some(changesets), Some(_)) = (&comparison.policy.changesets, &comparison.evidence.changesets) else {
        return;
    };
    let mut largest: BTreeMap<&str, (Bump, &Change<'_>)> = BTreeMap::new();
    for judged in comparison.promised_changes() {
        let asked = match judged.required {
            _ if judged.exception.is_some() => Bump::None,
            Permit::Bump(bump) => bump,
            Permit::Never => Bump::Major,
        };
        let entry = largest.entry(judged.change.package).or_insert((asked, &judged.change));
        if asked > entry.0 {
            *entry = (asked, &judged.change);
        }
    }
    let releases = comparison.releases;
    for (package, (asked, change)) in largest {
        let (before, now) = (releases.version_before(package), releases.version(package));
        if before.is_none() || now.is_none() || before != now {
            continue;
        }
        let (message, advice) = match releases.waiting(package) {
            None => (
                format!("`{package}` has changed, and no changeset names it"),
                match asked {
                    Bump::None => format!("add one for `{package}`"),
                    asked => format!("add one with a {asked} bump of `{package}`"),
                },
            ),
            Some(waiting) if waiting < asked => (
                format!("{change}, and the changesets make a {waiting} release of `{package}`"),
                format!("make the bump a {asked} one"),
            ),
            Some(_) => continue,
        };
        report.add(
            package,
            package.into(),
            Place::file(&changesets.folder),
            message,
            advice,
        );
    }
}
