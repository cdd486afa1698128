//! What the changelog says of a release.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use stability::contract::Item;
use stability::{Kind, Tier};

use crate::artefacts::is_pattern;
use crate::changelog::{ChangelogEntries, names, names_of};
use crate::diff::Fact;
use crate::report::Report;
use crate::rule::{Check, Rule, files};
use crate::words::first_of;
use crate::{ArtefactState, Bump, Comparison, Exception, ExceptionKind, JudgedChange, Place};

files! {
    announcement_missing,
    msrv_raise_unannounced,
}

/// The rules about sections and entries of the changelog.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "break-without-example",
        clauses: &["AK-19", "OR-14"],
        summary: "the changelog entry of a breaking change shows code before and after",
        reason: "Users can apply an example by hand or by search and replace. A description alone costs them more time.",
        example: "`[changelog] example` is `true`, and the entry for `nika::Foo` contains no code.",
        advice: "Put two code blocks into the entry, or one that contains the words `before` and `after`, or a `diff`.",
        check: Check::All(break_without_example),
        ..Rule::DEFAULT
    },
    Rule {
        id: "break-without-migration-note",
        clauses: &["AK-08", "AA-10", "AB-05", "OR-14"],
        summary: "the changelog names each breaking change of a stable item and says what users do instead",
        reason: "Users look up what broke their code. The name alone does not help them.",
        example: "`nika::Foo` was removed in 2.0.0, and no entry under `### Breaking` names it.",
        advice: "Name the item in an entry under `### Breaking` or `### Removed`, and say what to write instead.",
        check: Check::All(break_without_migration_note),
        ..Rule::DEFAULT
    },
    Rule {
        id: "changelog-section-missing",
        clauses: &["AK-18"],
        summary: "each minor and major release has a section in the changelog",
        reason: "Users read the changelog to learn what a release changes before they upgrade.",
        example: "`Cargo.toml` has version 1.3.0, and the latest section of `CHANGELOG.md` is 1.2.0.",
        advice: "Write the changes and how to migrate under `## [Unreleased]`; `cargo stability release` gives them version and date.",
        check: Check::All(changelog_section_missing),
        ..Rule::DEFAULT
    },
    Rule {
        id: "generated-change-undescribed",
        clauses: &["AK-20"],
        summary: "the changelog describes each change of generated output",
        reason: "Users who keep or compare generated output see the difference after an upgrade and look for the reason.",
        example: "`openapi.json` is stable and has a new response, and no entry of the changelog names `openapi.json`.",
        advice: "Add an entry under `### Generated` that names the artefact and describes the difference.",
        check: Check::All(generated_change_undescribed),
        ..Rule::DEFAULT
    },
];

/// What a user of the code does not write, such as the words of a guarantee, has no example. That there is no entry at all is
/// reported by `break-without-migration-note`, if the policy asks for entries.
fn break_without_example(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let Some(changelog) = comparison
        .policy
        .changelog
        .as_ref()
        .filter(|changelog| changelog.example)
    else {
        return;
    };
    let Some(breaking) = ChangelogEntries::under(comparison, &[&changelog.breaking]) else {
        return;
    };
    for JudgedChange { change, exception, .. } in comparison.stable_breaks_by_name() {
        let is_guarantee = change.item().is_some_and(|item| item.kind == Kind::Guarantee);
        if is_guarantee || exception.is_some_and(is_security) {
            continue;
        }
        let entries = breaking.naming(change.package, &names_of(change));
        let is_reported = entries.is_empty() && changelog.migration;
        if !is_reported && !entries.iter().any(|entry| entry.has_example()) {
            report.change(
                change,
                "its entry in the changelog shows no code before and after, so users must guess what to write",
                "put two code blocks into the entry, or one that contains the words `before` and `after`, or a `diff`",
            );
        }
    }
}

/// One entry for an item is enough for all that has changed of it. A security fix may be under the headings for those, and need not
/// say what to do where no exception has a migration.
fn break_without_migration_note(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let Some(changelog) = comparison
        .policy
        .changelog
        .as_ref()
        .filter(|changelog| changelog.migration)
    else {
        return;
    };
    let (Some(breaking), Some(all)) = (
        ChangelogEntries::under(comparison, &[&changelog.breaking]),
        ChangelogEntries::under(comparison, &[&changelog.breaking, &changelog.security]),
    ) else {
        return;
    };
    for JudgedChange { change, exception, .. } in comparison.stable_breaks_by_name() {
        let security = exception.filter(|exception| is_security(exception));
        let (entries, heading) = match security {
            Some(_) => (&all, changelog.security.first()),
            None => (&breaking, changelog.breaking.first()),
        };
        let names = names_of(change);
        let entries = entries.naming(change.package, &names);
        let needs_migration = security.is_none_or(|exception| exception.migration.is_some());
        if entries.is_empty() {
            let heading = heading.map_or("Breaking", String::as_str);
            report.change(
                change,
                format_args!(
                    "the changelog has no entry for it under `{heading}`, so users do not learn how to migrate"
                ),
                "add an entry with its name in backticks, what has changed, and what to write instead",
            );
        } else if needs_migration && !entries.iter().any(|entry| entry.says_more_than(&names)) {
            report.change(
                change,
                "its entry in the changelog does not tell users what to do instead",
                "write what replaces it, or why nothing does",
            );
        }
    }
}

fn is_security(exception: &Exception) -> bool {
    exception.kind == ExceptionKind::Security
}

fn changelog_section_missing(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let (Some(changelog), Some(_)) = (&comparison.policy.changelog, &comparison.evidence.changelog) else {
        return;
    };
    let releases = comparison.releases;
    for package in comparison
        .packages()
        .filter(|package| releases.stated_bump(package) >= Bump::Minor)
    {
        let Some(version) = releases.version(package) else {
            continue;
        };
        let section = releases.changelog_release(package);
        if section.is_some_and(|section| !section.text.trim().is_empty()) {
            continue;
        }
        // A changeset or the policy says what the next release is to be, and its version is not decided.
        let (release, headings) = match releases.version_before(package) {
            Some(before) if before == version => ("the next release".to_owned(), "`## [Unreleased]`".to_owned()),
            _ => (version.to_string(), format!("`## [Unreleased]` or `## [{version}]`")),
        };
        let path = changelog.path.clone();
        report.add(
            package,
            path.clone(),
            Place::File { path, line: 0 },
            format_args!("the changelog lists no changes of {release}, so users cannot see what it changes"),
            format_args!("write the changes and how to migrate under {headings}"),
        );
    }
}

/// What is promised to no one in particular, by its tier or by the policy `free`, needs no description.
fn generated_change_undescribed(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let Some(changelog) = &comparison.policy.changelog else {
        return;
    };
    let Some(described) = ChangelogEntries::under(comparison, &[&changelog.generated]) else {
        return;
    };
    let mut changed: BTreeMap<&str, (&Item, String)> = BTreeMap::new();
    for JudgedChange { change, .. } in comparison.changes() {
        let item = change.before.filter(|item| item.kind == Kind::Artefact);
        // A file more beside those that were written is what users expect of the tool.
        let has_grown = item.is_some_and(is_pattern) && change.fact == Fact::ContentsChanged;
        if let Some(item) = item.filter(|_| !has_grown && !matches!(change.fact, Fact::ItemAdded | Fact::Deprecated)) {
            changed.insert(&item.id, (item, change.fact.to_string()));
        }
    }
    for artefact in comparison.evidence.artefacts.iter().flatten() {
        let differs = artefact.before.is_some() && artefact.before != artefact.after;
        if let Some(item) = comparison.item_before(&artefact.id).filter(|_| differs) {
            changed.insert(&item.id, (item, difference(artefact)));
        }
    }
    let is_free = |item: &Item| item.signature.as_deref() == Some("free");
    let heading = changelog.generated.first().map_or("Generated", String::as_str);
    for (item, what) in changed
        .into_values()
        .filter(|(item, _)| item.tier >= Tier::Stable && !is_free(item))
    {
        let mut names = names(item);
        // Readers know a file by its last name too.
        names.extend(item.name.rsplit('/').next().map(ToString::to_string));
        if described.naming(item.package_name(), &names).is_empty() {
            report.item(
                item,
                format_args!(
                    "{what}; the changelog has no entry for it under `{heading}`, so users cannot see why it differs"
                ),
                format!(
                    "under `{heading}`, add an entry that has `{}` in backticks and says what looks different after the upgrade",
                    item.name
                ),
            );
        }
    }
}

/// How a stored artefact differs: ``has changed (`/a` was added)``.
fn difference(artefact: &ArtefactState) -> String {
    let (Some(before), Some(after)) = (&artefact.before, &artefact.after) else {
        return "is no longer stored".to_owned();
    };
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    if let (Some(before), Some(after)) = (read(before), read(after)) {
        let mut parts = Vec::new();
        add_differences(&before, &after, &mut String::new(), &mut parts);
        if !parts.is_empty() {
            return format!("has changed ({})", first_of(parts, "difference"));
        }
    }
    let same = before.lines().zip(after.lines()).take_while(|(was, is)| was == is);
    format!("has changed (from line {} on)", same.count() + 1)
}

/// Adds the differences between two values, each with its JSON pointer.
fn add_differences(before: &Value, after: &Value, at: &mut String, parts: &mut Vec<String>) {
    let (Value::Object(was), Value::Object(is)) = (before, after) else {
        if before != after {
            parts.push(format!("`{at}` has another value"));
        }
        return;
    };
    let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for key in keys {
        let length = at.len();
        at.push('/');
        at.push_str(&key.replace('~', "~0").replace('/', "~1"));
        match (was.get(key), is.get(key)) {
            (Some(was), Some(is)) => add_differences(was, is, at, parts),
            (None, _) => parts.push(format!("`{at}` was added")),
            (_, None) => parts.push(format!("`{at}` was removed")),
        }
        at.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::ArtefactState;

    #[test]
    fn a_difference_is_named_by_its_place() {
        for (before, after, expected) in [
            (
                r#"{"a":{"b":1,"c/d":2},"e":[1]}"#,
                r#"{"a":{"b":2},"e":[1],"f":3}"#,
                "has changed (`/a/b` has another value; `/a/c~1d` was removed; `/f` was added)",
            ),
            ("one\ntwo\n", "one\n2\n", "has changed (from line 2 on)"),
            // Only the spaces differ.
            (r#"{"a":1}"#, r#"{"a": 1}"#, "has changed (from line 1 on)"),
        ] {
            let artefact = ArtefactState {
                id: "generated out".into(),
                before: Some(before.into()),
                after: Some(after.into()),
            };
            assert_eq!(difference(&artefact), expected);
        }
    }
}
