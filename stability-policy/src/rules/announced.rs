//! What was announced with a version stays as it was announced.

use semver::Version;
use stability::contract::{Deprecated, Since};

use crate::comparison::Selection::{Breaking, Promised};
use crate::dates::{has_reached, moment, start_of};
use crate::diff::{Change, Fact};
use crate::rule::{Check, Refusal, Rule};
use crate::subject::deprecation_after;
use crate::words::RECORD_SUPPRESSION;
use crate::{Bump, Comparison};

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "deprecation-dated-back",
        clauses: &["AK-09", "OR-04"],
        summary: "the `since` of a deprecation is not earlier than the first release that has it",
        reason: "`check` counts the notice from the version in `since`. A release before the deprecation warned nobody.",
        example: "`nika::Foo` is not deprecated in 1.4.0. In 1.5.0 it has `deprecated(since = \"1.1.0\")`.",
        advice: "Write the version of this release, or `\"next\"`.",
        check: Check::Changes(Promised, |comparison, change| {
            let deprecated = deprecation_after(change)?;
            if let Some(refusal) = dated_back(comparison, change, deprecated) {
                return Some(refusal);
            }
            let Some(Since::Version(since)) = &deprecated.since else {
                return None;
            };
            let before = comparison.releases.version_before(change.package)?;
            let is_earlier = match &change.fact {
                Fact::Deprecated if !comparison.deprecations_before(change).is_empty() => false,
                // Where the version has not moved, the release that it names may be still to come.
                Fact::Deprecated if comparison.releases.bump(change.package) == Bump::None => since < before,
                Fact::Deprecated => since.cmp_precedence(before).is_le(),
                Fact::DeprecationMoved { from: Some(from), .. } => {
                    let was = from.parse::<Version>();
                    let is_back = since.cmp_precedence(before).is_le() && was.map_or(true, |was| *since < was);
                    // `next` is the version of the package, if that was never released.
                    is_back && !comparison.releases.is_first(change.package, since)
                }
                // The baseline has the deprecation, and no earlier release is known to have it.
                Fact::DeprecationMoved { from: None, .. } => since.cmp_precedence(before).is_lt(),
                _ => false,
            };
            let instead = match &change.fact {
                Fact::Deprecated => {
                    "write `since = \"next\"`, or the version of the release that you prepare".to_owned()
                }
                Fact::DeprecationMoved { from: Some(from), .. } => format!("write `since = \"{from}\"` again"),
                _ => format!("write `since = \"{before}\"`, or remove `since`"),
            };
            let remark = match &change.fact {
                Fact::Deprecated => format!(
                    "its `since` is {since}, but the last release, {before}, did not have the deprecation, so users have had no notice yet"
                ),
                Fact::DeprecationMoved { from: Some(_), .. } => {
                    "users had less notice than the new `since` shows".to_owned()
                }
                _ => format!(
                    "the last release, {before}, had no `since`, so users may have had less notice than `since` now shows"
                ),
            };
            is_earlier.then(|| Refusal::new(remark, instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "graduation-put-off",
        summary: "the version in `until` does not move to a later one",
        reason: "Users chose an unsettled item because its `until` said when it becomes stable or is removed.",
        example: "`nika::Foo` is `beta(until = \"1.3.0\")` in 1.2.0, and `beta(until = \"2.0.0\")` in 1.2.1.",
        advice: "Raise the tier or remove the item by the announced version. If you need more time, record a `[[suppression]]` in stability.toml with the reason.",
        check: Check::Changes(Promised, |_, change| match &change.fact {
            Fact::GraduationMoved { from, to } => Refusal::when(
                to.as_ref().is_none_or(|to| to > from),
                "users have planned for the announced version",
                format!("write `until = \"{from}\"` again, or {RECORD_SUPPRESSION}"),
            ),
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removal-moved-earlier",
        clauses: &["AK-09", "OR-04"],
        summary: "an announced removal does not move to an earlier version, and stays announced",
        reason: "Users have planned their migration for the version in `remove_in`.",
        example: "`nika::Foo` has `remove_in = \"5.0.0\"` in 1.2.0, and `remove_in = \"2.0.0\"` in 1.3.0.",
        advice: "Write the previous `remove_in`, or a later version.",
        check: Check::Changes(Promised, |_, change| match &change.fact {
            Fact::RemovalMoved { from: Some(from), to } => Refusal::when(
                to.as_ref().is_none_or(|to| to < from),
                "users have planned for the announced version",
                format!("write `remove_in = \"{from}\"` again, or a later version"),
            ),
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removed-before-announced",
        clauses: &["AK-09", "OR-04"],
        summary: "an item stays until the version in its `remove_in`",
        reason: "Users have planned their migration for the version in `remove_in`.",
        example: "`nika::Foo` has `remove_in = \"3.0.0\"`, and 2.0.0 does not have `nika::Foo`.",
        advice: "Restore the item until the announced version.",
        check: Check::Changes(Breaking, |comparison, change| {
            let nearest = comparison.deprecations_before(change).into_iter().next();
            let remove_in = nearest.filter(|_| change.withdraws())?.remove_in.as_ref()?;
            let version = comparison.releases.version_to_be(change.package)?;
            let instead = match change.fact {
                Fact::TierLowered { from, .. } => format!("write `{from}` again until {remove_in}"),
                _ => format!("restore it until {remove_in}"),
            };
            (!has_reached(&version, remove_in)).then(|| {
                Refusal::new(
                    format!("its deprecation told users that it stays until {remove_in}"),
                    instead,
                )
            })
        }),
        ..Rule::DEFAULT
    },
];

/// Refuses the date of a route's deprecation that lies before the baseline, which did not have the deprecation, or that moves to an
/// earlier day which is already over.
fn dated_back(comparison: &Comparison<'_>, change: &Change<'_>, deprecated: &Deprecated) -> Option<Refusal> {
    let on = deprecated.on.as_deref()?;
    let begins = moment(on)?;
    let before = comparison.releases.version_before(change.package)?;
    let released = comparison.releases.date(change.package, before);
    match &change.fact {
        Fact::Deprecated if comparison.deprecations_before(change).is_empty() => {
            let released = released.filter(|date| start_of(*date).is_some_and(|start| begins < start))?;
            let remark = format!(
                "its date is {on}, but the last release, {before} of {released}, did not have the deprecation, so clients had less notice than the date shows"
            );
            Some(Refusal::new(
                remark,
                format!("write `on = \"{released}\"` or a later date"),
            ))
        }
        Fact::DeprecationDateMoved { from, .. } => {
            let was = from.as_deref().and_then(moment);
            let today = comparison.evidence.today.and_then(start_of);
            let is_earlier = was.is_none_or(|was| begins < was) && today.is_none_or(|today| begins < today);
            let instead = match from {
                Some(from) => format!("write `on = \"{from}\"` again"),
                None => "write the current date or a later one in `on`".to_owned(),
            };
            is_earlier.then(|| {
                Refusal::new(
                    "no release stated the new date before that day, so clients had less notice than the date shows",
                    instead,
                )
            })
        }
        _ => None,
    }
}
