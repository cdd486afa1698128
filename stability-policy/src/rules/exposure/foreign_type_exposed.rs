use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use stability::Tier;

use super::report_not_checked;
use crate::exposure::Shown;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::shape::text::{package, without_version, without_versions};
use crate::words::first_of;
use crate::{Comparison, Level};

/// Packages that have no version below 1.0, though they are seldom a direct dependency, by which their version is known.
const NEVER_BELOW_ONE: [&str; 1] = ["serde_core"];

/// A warning, since a public dependency can be wanted, and the policy names those that are.
pub const RULE: Rule = Rule {
    level: Level::Warn,
    summary: "a stable or frozen item shows no type of a dependency that may break before the item may",
    reason: "A dependency in a declaration is part of the promise. Its next incompatible release breaks users who name its types, even if nothing else changes.",
    example: "`nika::connect` is stable in 1.2.0 and returns a `rusqlite::Connection`, and `rusqlite` is at 0.40.",
    advice: "Show a type of your own, or permit one type with `may_expose`. Or list every library whose types you show in `allowed` under `[foreign]` in stability.toml.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let exposures = comparison.exposures();
    let question = Question::of(comparison);
    let mut known = BTreeSet::new();
    let mut without_version_known: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
    exposures.each_shown(&mut |shown: Shown<'_, '_>| {
        let (library, stated) = package(shown.path);
        let is_foreign = !shown.path.starts_with('~') && !exposures.has_library(library);
        let locked = question.locked.get(library).filter(|_| is_foreign && stated.is_none());
        let version = stated.or(locked.map(String::as_str));
        if !is_foreign || shown.tier < Tier::Stable || !question.asks(&shown.item.package, library, version) {
            return;
        }
        let is_weaker = |header| exposures.tier_of_implementation(shown.item, header, shown.tier) < Tier::Stable;
        if shown.is_permitted() || shown.implementation.is_some_and(is_weaker) {
            return;
        }
        if version.is_none() && question.allowed.is_none() {
            let shows = format!("`{}` shows `{}`", subject(&shown), without_version(shown.path));
            let of = (shown.item.package.as_str(), library.to_owned());
            without_version_known.entry(of).or_default().insert(shows);
            return;
        }
        if known.insert((&shown.item.id, shown.item.kind, shown.member.clone(), library)) {
            let path = without_version(shown.path);
            let of = version.map_or_else(|| format!("`{library}`"), |version| format!("`{library}` {version}"));
            let by = shown.implementation.map(|header| format!(", and its implementation of `{}`", without_versions(header)));
            let message = format!("is {}{} shows `{path}` of {of}; an incompatible release of `{library}` breaks users of the item", shown.tier, by.as_deref().unwrap_or(" and"));
            let instead = match shown.implementation {
                Some(_) => "remove the implementation",
                None => "show a type of your own",
            };
            let advice = format!(
                "{instead}; or name the type in `may_expose(…)` in the attribute of `{}`; or {}",
                shown.item.id,
                question.permit(library)
            );
            report.member(shown.item, shown.member.as_deref(), message, advice);
            report.distinguish(library);
        }
    });
    for ((of, library), shows) in without_version_known {
        let message = format!(
            "stable items of `{of}` show types of `{library}`, whose version is unknown: {}; an incompatible release of `{library}` may break users",
            first_of(shows, "item")
        );
        let advice = format!(
            "add {} with a `version` to the dependencies in Cargo.toml, and check again; if the version is below 1.0, show no types of it, or {}",
            package_of(comparison, &library),
            question.permit(&library)
        );
        report.package(of, message, advice);
        report.distinguish(&library);
    }
    let mut not_checked = exposures.not_checked(Tier::Stable);
    not_checked.retain(|of, _| question.asks(of, "", None));
    report_not_checked(&not_checked, "a type of a dependency", report);
}

/// The item or member that shows a type.
fn subject(shown: &Shown<'_, '_>) -> String {
    match &shown.member {
        Some(member) => format!("{}::{member}", shown.item.id),
        None => shown.item.id.clone(),
    }
}

/// The package of a library, by its name where `Cargo.lock` has it.
fn package_of(comparison: &Comparison<'_>, library: &str) -> String {
    let mut names = comparison.evidence.locked.keys();
    match names.find(|name| name.replace('-', "_") == library) {
        Some(name) => format!("`{name}`"),
        None => format!("the package of `{library}`"),
    }
}

/// The version of each library of which `Cargo.lock` has one alone: `1` or `0.5`. What is no direct dependency has no other.
fn locked_versions(comparison: &Comparison<'_>) -> BTreeMap<String, String> {
    let mut libraries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, versions) in &comparison.evidence.locked {
        let compatible = |version: &Version| match version.major {
            0 => format!("0.{}", version.minor),
            major => major.to_string(),
        };
        let versions = versions.iter().map(compatible);
        libraries.entry(name.replace('-', "_")).or_default().extend(versions);
    }
    let single = libraries.into_iter().filter(|(_, versions)| versions.len() == 1);
    single
        .filter_map(|(library, versions)| Some((library, versions.into_iter().next()?)))
        .collect()
}

/// Which packages may not be shown.
struct Question<'a> {
    /// The names of the libraries that may be, where the policy lists them.
    allowed: Option<Vec<String>>,
    /// The packages at 1.0 or later, as items name theirs.
    from_one_on: BTreeSet<&'a str>,
    /// The versions of libraries that declarations do not state.
    locked: BTreeMap<String, String>,
}

impl<'a> Question<'a> {
    fn of(comparison: &Comparison<'a>) -> Self {
        let allowed = comparison.policy.foreign.allowed.as_ref();
        let allowed = allowed.map(|names| names.iter().map(|name| name.replace('-', "_")).collect());
        let items = comparison.current.items().iter();
        let labels: BTreeSet<&str> = items.map(|item| item.package.as_str()).collect();
        let is_from_one_on = |label: &&str| comparison.releases.version(label).is_none_or(|version| version.major > 0);
        Self {
            allowed,
            from_one_on: labels.into_iter().filter(is_from_one_on).collect(),
            locked: locked_versions(comparison),
        }
    }

    /// What permits every type of the library. A list permits only what is in it, so the first entry is not enough.
    fn permit(&self, library: &str) -> String {
        match self.allowed {
            Some(_) => format!("add `{library}` to `allowed` under `[foreign]` in stability.toml"),
            None => format!(
                "write `allowed = [\"{library}\", …]` under `[foreign]` in stability.toml; this list must name every library whose types you show"
            ),
        }
    }

    /// Whether items of the package `of` may not show types of this library: where a list names it not; else, from 1.0 on, what is
    /// below 1.0.
    fn asks(&self, of: &str, library: &str, version: Option<&str>) -> bool {
        if let Some(allowed) = &self.allowed {
            return !allowed.iter().any(|name| name == library);
        }
        let is_settled = version.is_some_and(|it| it != "0" && !it.starts_with("0."));
        self.from_one_on.contains(of) && !is_settled && !NEVER_BELOW_ONE.contains(&library)
    }
}
