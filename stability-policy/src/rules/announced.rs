//! What was announced with a version stays as it was announced.

use semver::Version;
use stability::contract::{Deprecated, Since};

use crate::comparison::Selection::{Breaking, Promised};
use crate::dates::{has_reached, moment, start_of};
use crate::diff::{Change, Fact};
use crate::rule::{Check, Refusal, Rule};
use crate::subject::deprecation_after;
use crate::{Bump, Comparison};

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "deprecation-dated-back",
        clauses: &["AK-09", "OR-04"],
        summary: "a deprecation begins with the release that first has it",
        reason: "The notice is counted from the version in `since`. No user was warned by a release that did not have the deprecation.",
        example: "`nika::Foo` is not deprecated in 1.4.0, and in 1.5.0 it is `deprecated(since = \"1.1.0\")`.",
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
                    since.cmp_precedence(before).is_le() && was.map_or(true, |was| *since < was)
                }
                // The baseline has the deprecation, and no earlier release is known to have it.
                Fact::DeprecationMoved { from: None, .. } => since.cmp_precedence(before).is_lt(),
                _ => false,
            };
            let instead = "write the version of the release that first has it, or `since = \"next\"`";
            let remark = match change.fact {
                Fact::Deprecated => format!("since {since}, which {before} did not say"),
                _ => format!("and {before} did not say so"),
            };
            is_earlier.then(|| Refusal::new(remark, instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "graduation-put-off",
        summary: "what was to graduate or go by a version is not put off",
        reason: "Users took something unsettled because they were told when it would be settled.",
        example: "`nika::Foo` is `beta(until = \"1.3.0\")` in 1.2.0, and `beta(until = \"2.0.0\")` in 1.2.1.",
        advice: "Raise its tier or remove it by the version that was announced; where it takes longer, record a `[[suppression]]` with the reason.",
        check: Check::Changes(Promised, |_, change| match &change.fact {
            Fact::GraduationMoved { from, to } => Refusal::when(
                to.as_ref().is_none_or(|to| to > from),
                format!("write `until = \"{from}\"` again, or record a `[[suppression]]` with the reason"),
            ),
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removal-moved-earlier",
        clauses: &["AK-09", "OR-04"],
        summary: "a removal that was announced does not come earlier, and stays announced",
        reason: "Users have planned by the version that the deprecation gave them.",
        example: "`nika::Foo` has `remove_in = \"5.0.0\"` in 1.2.0, and `remove_in = \"2.0.0\"` in 1.3.0.",
        advice: "Write the version that it had, or a later one.",
        check: Check::Changes(Promised, |_, change| match &change.fact {
            Fact::RemovalMoved { from: Some(from), to } => Refusal::when(
                to.as_ref().is_none_or(|to| to < from),
                format!("write `remove_in = \"{from}\"` again, or a later version"),
            ),
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removed-before-announced",
        clauses: &["AK-09", "OR-04"],
        summary: "what is to be removed in a version is there until then",
        reason: "Users have planned by the version that the deprecation gave them.",
        example: "`nika::Foo` has `remove_in = \"3.0.0\"`, and 2.0.0 has no `nika::Foo`.",
        advice: "Bring the item back until the version that was announced.",
        check: Check::Changes(Breaking, |comparison, change| {
            let nearest = comparison.deprecations_before(change).into_iter().next();
            let remove_in = nearest.filter(|_| change.withdraws())?.remove_in.as_ref()?;
            let version = comparison.releases.version_to_be(change.package)?;
            let instead = format!("bring it back until {remove_in}");
            (!has_reached(&version, remove_in))
                .then(|| Refusal::new(format!("and was announced to go in {remove_in}"), instead))
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
    let instead = "write the day of the release that first has it, or a later one";
    match &change.fact {
        Fact::Deprecated if comparison.deprecations_before(change).is_empty() => {
            let released = released.filter(|date| start_of(*date).is_some_and(|start| begins < start))?;
            let remark = format!("on {on}, and {before} of {released} did not say so");
            Some(Refusal::new(remark, instead))
        }
        Fact::DeprecationDateMoved { from, .. } => {
            let was = from.as_deref().and_then(moment);
            let today = comparison.evidence.today.and_then(start_of);
            let is_earlier = was.is_none_or(|was| begins < was) && today.is_none_or(|today| begins < today);
            is_earlier.then(|| Refusal::new("which no release said until then", instead))
        }
        _ => None,
    }
}
