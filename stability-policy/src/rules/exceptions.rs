//! What the policy itself says: exceptions, suppressions, levels.

use std::fmt;

use stability::__internal::{admits, nearest};

use crate::changelog::{ChangelogEntries, names_of};
use crate::diff::Change;
use crate::report::Report;
use crate::rule::{Check, Rule, files};
use crate::{Bump, Comparison, Exception, ExceptionKind, Level, Place, Suppression};

files! {
    permission_too_broad,
    policy_weakened,
}

/// The rules about the entries of the policy.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "exception-unused",
        level: Level::Warn,
        summary: "an exception for this release covers a change of this release",
        reason: "An exception that no change needs may later permit a change by mistake.",
        example: "An `[[exception]]` names `nika::Foo` and 1.5.0, and `nika::Foo` did not change in 1.5.0.",
        advice: "Remove the entry, or correct its item and version.",
        check: Check::All(|comparison, report| {
            // While the version has not moved, the change that needs the exception may be still to come; of earlier releases it is
            // a record.
            let releases = comparison.releases;
            let moved = || {
                comparison
                    .packages()
                    .filter(|package| releases.stated_bump(package) > Bump::None)
            };
            let is_due = |exception: &Exception| match &exception.version {
                Some(version) => moved().any(|package| releases.version(package) == Some(version)),
                None => moved().next().is_some(),
            };
            let is_used = |exception: &Exception| covered_by(comparison, exception).next().is_some();
            for exception in &comparison.policy.exceptions {
                if is_due(exception) && !is_used(exception) {
                    let advice = "remove the `[[exception]]` from stability.toml, or correct its `item` and `version`";
                    add_exception(
                        report,
                        exception,
                        "covers no change of this release, so it may hide a later change that breaks users",
                        advice,
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "exception-without-reason",
        clauses: &["AK-12", "AB-05"],
        summary: "an exception has a reason, and says what users do instead",
        reason: "An exception is the only way to break a promise, so it must say why.",
        example: "An `[[exception]]` for `nika::Foo` has an empty `reason`.",
        advice: "Write in `reason` what happened and why no smaller change was enough, and in `migration` what users do instead.",
        check: Check::All(|comparison, report| {
            for exception in &comparison.policy.exceptions {
                let mut missing = Vec::new();
                if exception.reason.is_empty() {
                    missing.push("reason");
                }
                // A security fix may have no migration path; what was merely wrong always has one.
                if exception.kind == ExceptionKind::Correctness && exception.migration.is_none() {
                    missing.push("migration");
                }
                if !missing.is_empty() {
                    let unseen: Vec<&str> = missing
                        .iter()
                        .map(|key| match *key {
                            "reason" => "why it breaks",
                            _ => "what to do instead",
                        })
                        .collect();
                    let message = format_args!(
                        "has no {}, so users cannot see {}",
                        missing.join(" and no "),
                        unseen.join(" or ")
                    );
                    let advice = format!(
                        "add `{} = \"…\"` to the `[[exception]]` in stability.toml",
                        missing.join(" = \"…\"` and `")
                    );
                    add_exception(report, exception, message, &advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "exception-without-version",
        summary: "an exception names its release",
        reason: "Without a version, the exception also permits every later break of the item.",
        example: "An `[[exception]]` for `nika::Foo` has no `version`, and the release breaks `nika::Foo`.",
        advice: "Write the version of the release that contains the breaking change.",
        check: Check::All(|comparison, report| {
            for exception in comparison.policy.exceptions.iter().filter(|it| it.version.is_none()) {
                if covered_by(comparison, exception).next().is_some() {
                    let advice =
                        "add `version = \"…\"`, the version of this release, to the `[[exception]]` in stability.toml";
                    add_exception(
                        report,
                        exception,
                        "has no version, so it lets every later release break users of the item",
                        advice,
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "exception-without-source",
        clauses: &["AK-12", "AB-05"],
        summary: "an exception names an advisory, an issue or a decision",
        reason: "Readers must be able to look up what happened and who agreed. One line is not enough.",
        example: "An `[[exception]]` for `nika::Foo` has a `reason` and no source, or its `decision = \"docs/adr/0009.md\"` does not exist.",
        advice: "Write `advisory = \"GHSA-…\"`, `issue = \"https://…\"`, or `decision` with a file of the repository.",
        check: Check::All(|comparison, report| {
            let present = comparison.evidence.decision_files.as_ref();
            for exception in &comparison.policy.exceptions {
                let (mistake, advice) = match exception {
                    Exception {
                        advisory: Some(advisory),
                        ..
                    } if !is_advisory(advisory) => (
                        format!("names the advisory `{advisory}`, which is neither an id nor a URL"),
                        "write an id or a URL in `advisory`, for example `GHSA-xxxx-xxxx-xxxx` or `RUSTSEC-2026-0001`"
                            .to_owned(),
                    ),
                    Exception { issue: Some(issue), .. } if !is_address(issue) => (
                        format!("names the issue `{issue}`, which is not a URL"),
                        "write the whole URL of the issue: `issue = \"https://…\"`".to_owned(),
                    ),
                    Exception {
                        decision: Some(file), ..
                    } if present.is_some_and(|present| !present.contains(file)) => (
                        format!("names the decision `{file}`, and that file does not exist"),
                        format!("create `{file}`, or correct `decision` in stability.toml"),
                    ),
                    Exception {
                        advisory: None,
                        issue: None,
                        decision: None,
                        ..
                    } => (
                        "names no advisory, no issue and no decision".to_owned(),
                        "add `advisory = \"GHSA-…\"`, `issue = \"https://…\"` or `decision = \"docs/….md\"` to the `[[exception]]` in stability.toml"
                            .to_owned(),
                    ),
                    _ => continue,
                };
                let message = format_args!("{mistake}; users cannot look up what happened");
                add_exception(report, exception, message, &advice);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "policy-unknown-rule",
        summary: "every rule that the policy names exists",
        reason: "A level or suppression for a misspelt rule has no effect, and nobody notices.",
        example: "`[levels] item-removd = \"warn\"`.",
        advice: "Write the id as `cargo stability list` shows it.",
        check: Check::All(|comparison, report| {
            let rules = &report.others().ids;
            let levels = comparison
                .policy
                .levels
                .keys()
                .map(|id| (id, "`[levels]` in stability.toml", 0));
            let suppressions = comparison.policy.suppressions.iter();
            let suppressions = suppressions.map(|it| (&it.rule, "a `[[suppression]]` in stability.toml", it.line));
            for (id, part, line) in levels
                .chain(suppressions)
                .filter(|(id, ..)| !rules.contains(&id.as_str()))
            {
                let meant = nearest(id, rules.iter().copied());
                let effect = match meant {
                    _ if part.contains("[[suppression]]") => "the entry hides no finding".to_owned(),
                    Some(meant) => format!("`{meant}` keeps its level"),
                    None => "no rule gets this level".to_owned(),
                };
                let advice = match meant {
                    Some(meant) => format!("write `{meant}`, if you meant that"),
                    None => String::from("write the id of an existing rule; `cargo stability list` shows all"),
                };
                let message = format!("{part} names the rule `{id}`, which does not exist, so {effect}");
                report.add("", id.clone(), Place::Policy { line }, message, advice);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "security-exception-unlabelled",
        clauses: &["AK-12"],
        summary: "the changelog labels a breaking security fix and names the affected configuration",
        reason: "Users must see at once that it is a security fix, and whether it affects their configuration.",
        example: "1.4.1 changes `nika::Foo` under an `[[exception]]` of kind `security`, and its changelog has no `Security` section.",
        advice: "Name the item or the advisory under `### Security`, and write the affected configuration into `affected`.",
        check: Check::All(|comparison, report| {
            let security = |exception: &&Exception| exception.kind == ExceptionKind::Security;
            for exception in comparison.policy.exceptions.iter().filter(security) {
                let mut changes = covered_by(comparison, exception).peekable();
                let Some(package) = changes.peek().map(|change| change.package) else {
                    continue;
                };
                let mut missing = Vec::new();
                let mut advice = Vec::new();
                let headings = comparison.policy.changelog.as_ref().map(|it| &it.security);
                let heading = headings
                    .and_then(|them| them.first())
                    .map_or("Security", String::as_str);
                if let Some(change) = changes.find(|change| !is_labelled(comparison, exception, change)) {
                    missing.push(format!(
                        "the changelog has no entry for `{}` under `{heading}`",
                        change.name()
                    ));
                    advice.push(format!(
                        "name it or its advisory under `### {heading}` in the changelog"
                    ));
                }
                if exception.affected.is_none() {
                    missing.push("the exception has no `affected`".to_string());
                    advice.push("write the affected configuration as `affected = \"…\"` in the `[[exception]]` of stability.toml".to_string());
                }
                if !missing.is_empty() {
                    let message = format!(
                        "users cannot see what the security fix of `{}` changes for them: {}",
                        exception.item,
                        missing.join("; ")
                    );
                    add(report, package, exception, message, &advice.join("; "));
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "suppression-expired",
        level: Level::Warn,
        last: true,
        summary: "an expired suppression is removed",
        reason: "`check` reports the suppressed finding again, so the entry has no effect.",
        example: "A `[[suppression]]` has `expires = 2026-10-31`, and today is 2026-11-21.",
        advice: "Fix the finding and remove the entry, or decide again and write a later date.",
        check: Check::All(|comparison, report| {
            let Some(today) = comparison.evidence.today else {
                return;
            };
            for suppression in &comparison.policy.suppressions {
                if let Some(expires) = suppression.expires.filter(|_| !suppression.is_in_force(today)) {
                    let advice =
                        "remove the `[[suppression]]` from stability.toml, or write a later date in its `expires`";
                    add_suppression(
                        report,
                        suppression,
                        format_args!("expired on {expires}, so `check` reports the finding again"),
                        advice,
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "suppression-unused",
        level: Level::Warn,
        last: true,
        summary: "every suppression hides a finding",
        reason: "A suppression without a finding may later hide one that nobody has looked at.",
        example: "A `[[suppression]]` names `item-removed` and `nika::Foo`, and `nika::Foo` was not removed.",
        advice: "Remove the entry, or correct its rule and item.",
        check: Check::All(|comparison, report| {
            let is_in_force = |suppression: &&Suppression| {
                comparison
                    .evidence
                    .today
                    .is_none_or(|today| suppression.is_in_force(today))
            };
            for suppression in comparison.policy.suppressions.iter().filter(is_in_force) {
                let others = report.others();
                let is_used = others
                    .findings
                    .iter()
                    .any(|finding| finding.rule == suppression.rule && admits(&[&suppression.item], &finding.subject));
                // Rules that are asked last have found nothing yet.
                if !is_used && !others.last.contains(&suppression.rule.as_str()) {
                    let advice = "remove the `[[suppression]]` from stability.toml, or correct its `rule` and `item`";
                    add_suppression(
                        report,
                        suppression,
                        "hides no finding now, and may hide a later one that affects users",
                        advice,
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
];

/// Whether it is an id of the common form, `CVE-2026-1234`, `GHSA-xxxx-xxxx-xxxx`, `RUSTSEC-2026-0001`, or an address.
fn is_advisory(written: &str) -> bool {
    let mut parts = written.split('-');
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    let of_series = parts
        .next()
        .is_some_and(|series| is_word(series) && series.chars().all(|c| c.is_ascii_uppercase()));
    let rest: Vec<&str> = parts.collect();
    let has_number = rest.len() > 1 && rest.iter().all(|part| is_word(part));
    of_series && has_number || is_address(written)
}

fn is_address(written: &str) -> bool {
    let rest = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('/') && !rest.starts_with('/') && !rest.contains(char::is_whitespace))
}

/// The changes that an exception covers.
pub(super) fn covered_by<'c, 'a>(
    comparison: &'c Comparison<'a>,
    exception: &'c Exception,
) -> impl Iterator<Item = &'c Change<'a>> {
    let changes = comparison.changes().iter();
    let covered = changes.filter(move |judged| judged.exception.is_some_and(|it| std::ptr::eq(it, exception)));
    covered.map(|judged| &judged.change)
}

/// Whether a security section of the changelog names a change; also where no changelog is kept or was read.
fn is_labelled(comparison: &Comparison<'_>, exception: &Exception, change: &Change<'_>) -> bool {
    let Some(settings) = &comparison.policy.changelog else {
        return true;
    };
    let Some(security) = ChangelogEntries::under(comparison, &[&settings.security]) else {
        return true;
    };
    let mut names = names_of(change);
    names.extend(exception.advisory.clone());
    !security.naming(change.package, &names).is_empty()
}

fn add_exception(report: &mut Report<'_>, exception: &Exception, message: impl fmt::Display, advice: &str) {
    let message = format!("the exception for `{}` {message}", exception.item);
    add(report, "", exception, message, advice);
}

fn add(report: &mut Report<'_>, package: &str, exception: &Exception, message: String, advice: &str) {
    let subject = format!("exception for {}", exception.item);
    let place = Place::Policy { line: exception.line };
    report.add(package, subject, place, message, advice);
}

fn add_suppression(report: &mut Report<'_>, suppression: &Suppression, message: impl fmt::Display, advice: &str) {
    let Suppression { rule, item, line, .. } = suppression;
    let subject = format!("suppression of {rule} for {item}");
    let message = format!("the suppression of `{rule}` for `{item}` {message}");
    report.add("", subject, Place::Policy { line: *line }, message, advice);
}
