use alloc::string::ToString;

use crate::{Bump, Case, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "changelog-section-missing",
    clauses: &["AK-18"],
    summary: "each minor release has a section in the changelog",
    reason: "The changelog is where users look for what a release means to them before they take it.",
    example: "`Cargo.toml` says 1.3.0, and the latest section of `CHANGELOG.md` is 1.2.0.",
    advice: "Add `## [1.3.0] - 2026-11-21` with what has changed and how to migrate, or `## [Unreleased]` until the release.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(changelog) = &case.policy().changelog else {
        return;
    };
    if case.circumstances().changelog.is_none() {
        return;
    }
    for package in case.packages().filter(|package| case.bump(package) >= Bump::Minor) {
        let Some(version) = case.version(package) else {
            continue;
        };
        if case.release(package).is_none_or(|release| release.text.trim().is_empty()) {
            let path = changelog.path.clone();
            // A changeset or the policy says what the next release is to be, and its version is not decided.
            let (release, heading) = match case.version_before(package) {
                Some(before) if before == version => ("the next release".to_string(), "Unreleased".to_string()),
                _ => (version.to_string(), version.to_string()),
            };
            report.add(
                package,
                path.clone(),
                Place::File { path, line: 0 },
                format_args!("the changelog says nothing of {release}"),
                format_args!("add `## [{heading}]` with what has changed and how to migrate"),
            );
        }
    }
}
