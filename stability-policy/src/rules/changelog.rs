//! What the changelog says of a release.

use std::collections::BTreeMap;

use stability::contract::Item;
use stability::{Kind, Tier};

use crate::artefacts::is_pattern;
use crate::changelog::{ChangelogEntries, names, names_of};
use crate::diff::Fact;
use crate::report::Report;
use crate::rule::{Check, Rule, files};
use crate::{Bump, Comparison, Exception, ExceptionKind, JudgedChange, Place};

files! {
    announcement_missing,
    msrv_raise_unannounced,
}

/// The rules about sections and entries of the changelog.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "break-without-example",
        clauses: &["AK-19", "OR-14"],
        summary: "the entry of a break shows what to write before and after",
        reason: "An example is taken over by hand or by search and replace; a description has to be understood first.",
        example: "With `example = true`, the entry for `nika::Foo` has words and no code.",
        advice: "Put two blocks of code into the entry, or one that says `before` and `after`, or a `diff`.",
        check: Check::All(break_without_example),
        ..Rule::DEFAULT
    },
    Rule {
        id: "break-without-migration-note",
        clauses: &["AK-08", "AA-10", "AB-05", "OR-14"],
        summary: "a break of what is stable is in the changelog, with what users do instead",
        reason: "Whoever takes the release looks up what broke them. A name alone tells them what they already see.",
        example: "`nika::Foo` was removed in 2.0.0, and nothing under `### Breaking` names it.",
        advice: "Name the item in an entry under `### Breaking` or `### Removed`, and say what to write instead.",
        check: Check::All(break_without_migration_note),
        ..Rule::DEFAULT
    },
    Rule {
        id: "changelog-section-missing",
        clauses: &["AK-18"],
        summary: "each minor release has a section in the changelog",
        reason: "The changelog is where users look for what a release means to them before they take it.",
        example: "`Cargo.toml` says 1.3.0, and the latest section of `CHANGELOG.md` is 1.2.0.",
        advice: "Add `## [1.3.0] - 2026-11-21` with what has changed and how to migrate, or `## [Unreleased]` until the release.",
        check: Check::All(changelog_section_missing),
        ..Rule::DEFAULT
    },
    Rule {
        id: "generated-change-undescribed",
        clauses: &["AK-20"],
        summary: "the changelog says what is different in what is generated",
        reason: "Whoever keeps or compares what is generated sees the difference after an upgrade, and looks for its reason.",
        example: "`openapi.json` is stable and has another response now, and the release says nothing of it.",
        advice: "Add an entry under `### Generated` that names the artefact and says what looks different.",
        check: Check::All(generated_change_undescribed),
        ..Rule::DEFAULT
    },
];

/// What a user of the code does not write, such as the words of a guarantee, has no example. That there is no entry at all is
/// reported by `break-without-migration-note`, where that is asked for.
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
                "and the changelog shows no code before and after",
                "put two blocks of code into its entry, or one that says `before` and `after`, or a `diff`",
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
                format_args!("and the changelog has no entry for it under `{heading}`"),
                "write there what has changed and what to do instead, with the name in backticks",
            );
        } else if needs_migration && !entries.iter().any(|entry| entry.says_more_than(&names)) {
            report.change(
                change,
                "and its entry in the changelog does not say what to do instead",
                "write what takes its place, or that nothing does and why",
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
        let (release, heading) = match releases.version_before(package) {
            Some(before) if before == version => ("the next release".to_string(), "Unreleased".to_string()),
            _ => (version.to_string(), version.to_string()),
        };
        let path = changelog.path.clone();
        report.add(
            package,
            path.clone(),
            Place::File { path, line: 0 },
            format_args!("the changelog says nothing of {release}"),
            format_args!("add `## [{heading}]` with what has changed and how to migrate"),
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
    let mut changed: BTreeMap<&str, &Item> = BTreeMap::new();
    for JudgedChange { change, .. } in comparison.changes() {
        let item = change.before.filter(|item| item.kind == Kind::Artefact);
        // A file more beside those that were written is what users expect of the tool.
        let has_grown = item.is_some_and(is_pattern) && change.fact == Fact::ContentsChanged;
        if let Some(item) = item.filter(|_| !has_grown && !matches!(change.fact, Fact::ItemAdded | Fact::Deprecated)) {
            changed.insert(&item.id, item);
        }
    }
    for artefact in comparison.evidence.artefacts.iter().flatten() {
        let differs = artefact.before.is_some() && artefact.before != artefact.after;
        if let Some(item) = comparison.item_before(&artefact.id).filter(|_| differs) {
            changed.insert(&item.id, item);
        }
    }
    let is_free = |item: &Item| item.signature.as_deref() == Some("free");
    let heading = changelog.generated.first().map_or("Generated", String::as_str);
    for item in changed
        .into_values()
        .filter(|item| item.tier >= Tier::Stable && !is_free(item))
    {
        let mut names = names(item);
        // Readers know a file by its last name too.
        names.extend(item.name.rsplit('/').next().map(ToString::to_string));
        if described.naming(item.package_name(), &names).is_empty() {
            report.item(
                item,
                format_args!(
                    "is generated otherwise than before, and the changelog says nothing of it under `{heading}`"
                ),
                "write there what looks different after the upgrade, with the name in backticks",
            );
        }
    }
}
