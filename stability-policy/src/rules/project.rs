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
        summary: "a default feature stays a default until a release that may change it",
        reason: "Users of the default lose the items of the feature although they changed nothing.",
        example: "`default = [\"std\"]` in 1.2.0, and `default = []` in 1.3.0.",
        advice: "Put the feature back into `default`.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::FeatureDefaultOff { feature } = &change.fact else {
                return None;
            };
            let remark = format!("users of the default features lose the items of `{feature}`");
            Some(Refusal::new(remark, format!("add `{feature}` to `default` again")))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "default-feature-removed",
        clauses: &["NI-09"],
        summary: "a default feature stays until a release that may remove it",
        reason: "All users have it on unless they opted out, and the build of every user who names it fails.",
        example: "1.2.0 has `default = [\"rustls-tls\"]`, and 1.3.0 has no feature `rustls-tls`.",
        advice: "Keep the feature, even if it is empty, and let it enable its replacement.",
        check: Check::Changes(Premature, |_, change| {
            let is_removed = matches!(change.fact, Fact::FeatureRemoved { default: true, .. });
            let remark =
                "it was on by default, so users lose what it enables, and those who name it can no longer build";
            is_removed.then(|| Refusal::new(remark, "restore it"))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-default-too-early",
        clauses: &["NI-09"],
        summary: "a feature is off for as many minor releases as the policy asks for before it is on by default",
        reason: "While it is off, only users who want it try it, and it can still change.",
        example: "`off-for-minors` is 2, `memory` was added in 1.3.0 and is on by default in 1.4.0.",
        advice: "Leave the feature out of `default` for that many minor releases.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::FeatureDefaultOn { feature } = &change.fact else {
                return None;
            };
            let asked = comparison.policy.features.off_for_minors;
            let manifest = manifest(comparison.baseline?, change.package)?;
            let since = manifest.features.get(feature)?.since.as_ref()?;
            let version = comparison.releases.version(change.package)?;
            let releases = comparison.releases;
            let counted = releases.minors_since(change.package, since, version);
            let passed = counted.unwrap_or_else(|| releases.least_minors_since(change.package, since, version));
            (passed < asked).then(|| {
                let minors = |count: u32| if count == 1 { "minor release" } else { "minor releases" };
                if counted.is_none() {
                    let reason = releases.unlisted_since(change.package, since, version);
                    let reason = reason.unwrap_or_else(|| "no tag names a release".to_owned());
                    let remark = format!(
                        "it was added in {since}; {reason}, so only {passed} of {asked} {} are certain",
                        minors(asked)
                    );
                    return Refusal::new(
                        remark,
                        "fetch the tags with `git fetch --tags`, or leave it out of `default`",
                    );
                }
                let remark = format!(
                    "it was added in {since}, and it reaches all users after only {passed} of {asked} {}",
                    minors(asked)
                );
                let (left, of) = (asked - passed, minors(asked - passed));
                Refusal::new(remark, format!("leave it out of `default` for {left} more {of}"))
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-removed",
        summary: "a feature stays until a release that may remove it",
        reason: "Cargo refuses a dependency with a feature that does not exist.",
        example: "1.2.0 has the feature `native-tls`, and 1.3.0 does not have it.",
        advice: "Keep the feature, even if it is empty, and let it enable its replacement.",
        check: Check::Changes(Premature, |_, change| {
            let is_removed = matches!(change.fact, Fact::FeatureRemoved { default: false, .. });
            Refusal::when(is_removed, "users who enable it can no longer build", "restore it")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-enables-less",
        summary: "a feature keeps the features that it enables, until a release that may change them",
        reason: "Users of the feature lose the items of the other one although they changed nothing.",
        example: "`full = [\"net\"]` in 1.2.0, and `full = []` in 1.3.0, which still has the feature `net`.",
        advice: "Let the feature enable the other one again, directly or through a third one.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::FeatureEnablesLess { feature, other } = &change.fact else {
                return None;
            };
            let remark = format!("users who enable only `{feature}` lose the items of `{other}`");
            Some(Refusal::new(remark, format!("let `{feature}` enable `{other}` again")))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "msrv-raised-in-patch",
        summary: "the minimum supported Rust version rises only in a release that the policy permits",
        reason: "Cargo takes patch releases automatically, and the build fails on an older compiler.",
        example: "`rust-version` is 1.85 in 1.2.0 and 1.88 in 1.2.1.",
        advice: "Raise it in the next minor release, or lower the bump in `[msrv]`.",
        check: Check::Changes(Premature, |_, change| {
            let is_raised = matches!(change.fact, Fact::MsrvRaised { .. });
            Refusal::when(
                is_raised,
                "users of older compilers can no longer build",
                "undo the change",
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "changeset-missing",
        clauses: &["OR-15"],
        summary: "each change has a changeset with a large enough bump",
        reason: "The changesets decide the next version. Nobody notices a change without one.",
        example: "`GET /skills` of `ornn` was removed, and the changeset of `ornn` says `minor`.",
        advice: "Add a changeset for the package with the bump that the change needs.",
        check: Check::All(changeset_missing),
        ..Rule::DEFAULT
    },
    Rule {
        id: "gate-not-passed",
        clauses: &["AB-06"],
        summary: "every gate of the policy passes before a release",
        reason: "On the day of a release, nobody has time to check by hand what the gates check.",
        example: "The gate `rfcs` asks for accepted RFCs, and `rfcs/0002.md` says `Proposed`.",
        advice: "Resolve what blocks the gate, and run `cargo stability check --release` again.",
        check: Check::All(|comparison, report| {
            let evidence = comparison.evidence;
            let Some(results) = evidence.gates.as_ref().filter(|_| evidence.releasing) else {
                return;
            };
            for gate in &comparison.policy.gates {
                let name = &gate.name;
                let (message, advice) = match results.iter().find(|result| result.name == *name) {
                    None => (
                        format!("the gate `{name}` was not checked, so the release may not be ready for users"),
                        "run `cargo stability check --release`, which checks the gates; or, if a program of yours judges with the library `stability_policy`, give its `Evidence::gates` a `GateResult` of this name",
                    ),
                    Some(result) if result.blockers.is_empty() => continue,
                    Some(result) => {
                        let blockers = result.blockers.join("; ");
                        (
                            format!(
                                "the gate `{name}` does not pass, so the release is not ready for users: {blockers}"
                            ),
                            "resolve what is listed, and run `cargo stability check --release` again",
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
    let folder = &changesets.folder;
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
                format!(
                    "`{package}` has changed, and no changeset names it, so users do not learn of the change from the version"
                ),
                match asked {
                    Bump::None => format!("add a changeset in `{folder}` that names `{package}`"),
                    asked => format!("add a changeset in `{folder}` with the line `{package}: {asked}`"),
                },
            ),
            Some(waiting) if waiting < asked => (
                format!(
                    "{change}, and the changesets of `{package}` make only a {waiting} release, in which users do not expect this"
                ),
                format!("write `{package}: {asked}` in one of the changesets in `{folder}`"),
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
