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
        summary: "an exception for this release excepts a change of this release",
        reason: "A permission that nothing needs is there to be used by mistake.",
        example: "An `[[exception]]` for `nika::Foo` in 1.5.0, and 1.5.0 does nothing to `nika::Foo`.",
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
                    let advice = "remove it, or correct its item and version";
                    add_exception(report, exception, "covers no change of this release", advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "exception-without-reason",
        clauses: &["AK-12", "AB-05"],
        summary: "an exception says why, and what it means for users",
        reason: "An exception is the one way to break a promise, so that it has to be argued where it is granted.",
        example: "An `[[exception]]` for `nika::Foo` with an empty `reason`.",
        advice: "Write what happened and why nothing milder would do as `reason`, and what users do instead as `migration`.",
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
                    let message = format_args!("has no {}", missing.join(" and no "));
                    let advice = format!("add `{} = \"…\"`", missing.join(" = \"…\"` and `"));
                    add_exception(report, exception, message, &advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "exception-without-version",
        summary: "an exception names the release that it is for",
        reason: "Without a version it stays in force, and permits every later break of the item as well.",
        example: "An `[[exception]]` for `nika::Foo` without `version`, and the release breaks `nika::Foo`.",
        advice: "Write the version of the release in which the break ships.",
        check: Check::All(|comparison, report| {
            for exception in comparison.policy.exceptions.iter().filter(|it| it.version.is_none()) {
                if covered_by(comparison, exception).next().is_some() {
                    let advice = "add `version = \"…\"`, the release in which the break ships";
                    add_exception(report, exception, "covers a change, and every later one too", advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "exception-without-source",
        clauses: &["AK-12", "AB-05"],
        summary: "an exception names where it was argued: an advisory, an issue or a decision",
        reason: "A reason in one line convinces whoever wrote it. Readers must be able to look up what happened and who agreed.",
        example: "An `[[exception]]` for `nika::Foo` with a `reason` and nothing that leads to more, or with `decision = \"docs/adr/0009.md\"`, which is not there.",
        advice: "Write `advisory = \"GHSA-…\"`, `issue = \"https://…\"`, or `decision` with a file of the repository.",
        check: Check::All(|comparison, report| {
            let present = comparison.evidence.decision_files.as_ref();
            for exception in &comparison.policy.exceptions {
                let mistake = match exception {
                    Exception {
                        advisory: Some(advisory),
                        ..
                    } if !is_advisory(advisory) => {
                        format!("names `{advisory}` as its advisory, which is neither an id nor an address")
                    }
                    Exception { issue: Some(issue), .. } if !is_address(issue) => {
                        format!("names `{issue}` as its issue, which is not an address")
                    }
                    Exception {
                        decision: Some(file), ..
                    } if present.is_some_and(|present| !present.contains(file)) => {
                        format!("names `{file}` as its decision, and there is no such file")
                    }
                    Exception {
                        advisory: None,
                        issue: None,
                        decision: None,
                        ..
                    } => "names no advisory, issue or decision".to_string(),
                    _ => continue,
                };
                let advice = "write `advisory = \"GHSA-…\"`, `issue = \"https://…\"` or `decision = \"docs/….md\"`";
                add_exception(report, exception, mistake, advice);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "policy-unknown-rule",
        summary: "what the policy says of rules, it says of rules that there are",
        reason: "A level or suppression for a misspelt rule does nothing, and nobody sees that it does nothing.",
        example: "`[levels] item-removd = \"warn\"`.",
        advice: "Write the id as `cargo stability list` has it.",
        check: Check::All(|comparison, report| {
            let rules = &report.others().ids;
            let levels = comparison.policy.levels.keys().map(|id| (id, "`[levels]`", 0));
            let suppressions = comparison.policy.suppressions.iter();
            let suppressions = suppressions.map(|it| (&it.rule, "a `[[suppression]]`", it.line));
            for (id, part, line) in levels
                .chain(suppressions)
                .filter(|(id, ..)| !rules.contains(&id.as_str()))
            {
                let advice = match nearest(id, rules.iter().copied()) {
                    Some(meant) => format!("write `{meant}`, if you meant that"),
                    None => String::from("`cargo stability list` has the ids of all rules"),
                };
                let message = format!("no rule is called `{id}`, and {part} names it");
                report.add("", id.clone(), Place::Policy { line }, message, advice);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "security-exception-unlabelled",
        clauses: &["AK-12"],
        summary: "a security fix that breaks is labelled as one in the changelog, with the affected configuration",
        reason: "Who is hit by the fix must see at once that it is one, and whether the own configuration is affected.",
        example: "1.4.1 changes `nika::Foo` under an `[[exception]]` of kind `security`, and its changelog has no `Security` section.",
        advice: "Name the item or the advisory under `### Security`, and write which configuration is `affected`.",
        check: Check::All(|comparison, report| {
            let security = |exception: &&Exception| exception.kind == ExceptionKind::Security;
            for exception in comparison.policy.exceptions.iter().filter(security) {
                let mut changes = covered_by(comparison, exception).peekable();
                let Some(package) = changes.peek().map(|change| change.package) else {
                    continue;
                };
                let mut missing = Vec::new();
                if let Some(change) = changes.find(|change| !is_labelled(comparison, exception, change)) {
                    missing.push(format!("no security entry of the changelog names `{}`", change.name()));
                }
                if exception.affected.is_none() {
                    missing.push("nothing says which configuration is affected".to_string());
                }
                if !missing.is_empty() {
                    let message = format!(
                        "of the security fix of `{}`, {}",
                        exception.item,
                        missing.join(", and ")
                    );
                    let advice =
                        "name it or its advisory under `### Security`, and write `affected = \"…\"` in the exception";
                    add(report, package, exception, message, advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "suppression-expired",
        level: Level::Warn,
        last: true,
        summary: "a suppression is taken out when its time is over",
        reason: "What it kept quiet is reported again; the entry now says only what was once decided.",
        example: "A `[[suppression]]` has `expires = 2026-10-31`, and it is 2026-11-21.",
        advice: "Mend what it suppressed and remove the entry, or decide again and write a later date.",
        check: Check::All(|comparison, report| {
            let Some(today) = comparison.evidence.today else {
                return;
            };
            for suppression in &comparison.policy.suppressions {
                if let Some(expires) = suppression.expires.filter(|_| !suppression.is_in_force(today)) {
                    let advice = "remove it, or decide again and write a later date";
                    add_suppression(report, suppression, format_args!("expired on {expires}"), advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "suppression-unused",
        level: Level::Warn,
        last: true,
        summary: "a suppression suppresses something",
        reason: "An entry that covers nothing today may cover something tomorrow that nobody has decided on.",
        example: "A `[[suppression]]` of `item-removed` for `nika::Foo`, and `nika::Foo` is there.",
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
                    let advice = "remove it, or correct its rule and item";
                    add_suppression(report, suppression, "covers no finding", advice);
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
