//! What `check` judges is shown by `diff`.

use stability_policy::rules;

use super::{case, folder};

/// The rules about what is there, whether it changed or not, about the evidence, and about the policy of today.
const OF_STATES: &[&str] = &[
    "api-change-unrecorded",
    "artifact-without-schema",
    "async-trait-without-dyn-variant",
    "baseline-newer-than-current",
    "breaking-commit-unmarked",
    "changelog-section-missing",
    "core-trait-unsealed",
    "deprecated-without-replacement",
    "deprecation-entry-left-open",
    "document-stale",
    "dto-without-extension-slot",
    "error-without-code",
    "exception-unused",
    "exception-without-reason",
    "exception-without-source",
    "exception-without-version",
    "feature-name-unexpected",
    "foreign-type-exposed",
    "gate-not-passed",
    "generated-change-undescribed",
    "generated-output-changed",
    "generated-output-lost-field",
    "graduation-overdue",
    "package-missing",
    "path-weaker-than-promise",
    "permission-too-broad",
    "planned-already-promised",
    "policy-unknown-rule",
    "public-item-unmarked",
    "removal-overdue",
    "replacement-missing",
    "replacement-weaker",
    "route-without-tier",
    "security-exception-unlabelled",
    "semver-violation",
    "since-in-future",
    "since-unresolved",
    "stable-exposes-weaker",
    "struct-without-constructor",
    "sunset-passed",
    "suppression-expired",
    "suppression-unused",
    "tombstone-dropped",
    "type-exhaustive",
    "version-outside-scope",
];

#[test]
fn diff_shows_the_change_that_each_rule_is_about() {
    let mut of_states = Vec::new();
    for rule in rules::all() {
        let case = case::read(&folder().join(rule.id).join("fires.toml"));
        let changes = case.changes();
        let is_shown = |subject: &str| {
            let packages = ["nika", "ornn", "aksara", "aioc"];
            let is_of_release = packages.contains(&subject) && !changes.is_empty();
            let is_it = |change: &String| change.split_once(' ').is_some_and(|(_, name)| name == subject);
            is_of_release || changes.iter().any(is_it)
        };
        if !case.findings.iter().all(|finding| is_shown(finding.subject())) {
            of_states.push(rule.id);
        }
    }
    of_states.sort_unstable();
    assert_eq!(
        of_states, OF_STATES,
        "`diff` shows no change of these: add a fact, or list the rule as one of states"
    );
}
