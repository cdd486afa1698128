//! What the contract states as a whole: the versions it applies to, how far it is settled, what it leaves out.
//!
//! It is promised as much as the strongest item that it speaks for, so that what is frozen cannot be thawed by the header.

use crate::comparison::Selection::Breaking;
use crate::diff::Fact;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, JudgedChange};

/// The rules about headers, areas and packages.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "area-exclusion-added",
        clauses: &["AK-04"],
        summary: "an area gets no new exclusion, and no item moves to an area that excludes more",
        reason: "An exclusion takes a promise back although no item changes.",
        example: "The area `CLI` is stable in 1.2.0, and in 1.3.0 it has `excludes \"the order of fields\"`.",
        advice: "Remove the exclusion, or add it in a release that the tier of the area permits.",
        check: Check::All(|comparison, report| {
            for judged in refused(comparison) {
                if let Fact::ExclusionAdded { words, .. } = &judged.change.fact {
                    let instead = format!("remove `excludes \"{words}\"` from the area");
                    let affected = "users can no longer rely on what is excluded";
                    report.change(&judged.change, affected, comparison.advice(judged, instead));
                }
            }
            // An item that moves into an area with more exclusions.
            let is_asked = |fact: &Fact| matches!(fact, Fact::AreaChanged { .. });
            let affected = "users can no longer rely on what the new area excludes";
            let instead = "leave it in its area, or remove the `excludes` of the new area";
            refuse(comparison, report, is_asked, affected, instead);
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "build-removed",
        summary: "the contract keeps every build that it describes",
        reason: "After that, no check compares what users of that target or feature set rely on.",
        example: "`[builds]` lists `wasm` in 1.2.0 and not in 1.3.0.",
        advice: "List the build again, or remove it in a release that the tiers of its items permit.",
        check: Check::All(|comparison, report| {
            let is_asked = |fact: &Fact| matches!(fact, Fact::BuildRemoved { .. });
            let affected = "later checks do not notice what breaks for users of this build";
            refuse(
                comparison,
                report,
                is_asked,
                affected,
                "list the build again under `[builds]` in stability.toml",
            );
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "contract-scope-narrowed",
        clauses: &["AK-01", "AA-01"],
        summary: "the scope of a contract does not become narrower",
        reason: "Users have planned with promises for every version in the scope. A frozen item is frozen only within it.",
        example: "`contract!` has `scope = \">=1.0.0, <3.0.0\"` in 1.2.0, and `\">=1.0.0, <1.9.0\"` in 1.3.0.",
        advice: "Write the previous scope, or a wider one.",
        check: Check::All(|comparison, report| {
            for judged in refused(comparison) {
                if let Fact::ScopeNarrowed { from, .. } = &judged.change.fact {
                    let instead = match from {
                        Some(scope) => format!("write `scope = \"{scope}\"` again"),
                        None => "remove `scope`".to_string(),
                    };
                    let affected = "users of the other versions lose their promises";
                    report.change(&judged.change, affected, comparison.advice(judged, instead));
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "contract-state-lowered",
        clauses: &["AK-01", "AA-01"],
        summary: "the state of a contract does not go back",
        reason: "Users rely on a contract that is `final` or `locked`. In a `draft`, everything may still change.",
        example: "`contract!` has `state = locked` in 1.2.0, and `state = draft` in 1.3.0.",
        advice: "Write the previous state.",
        check: Check::All(|comparison, report| {
            for judged in refused(comparison) {
                if let Fact::StateLowered { from, .. } = &judged.change.fact {
                    let instead = format!("write `state = {from}` again");
                    let affected = "users can no longer rely on the contract as a whole";
                    report.change(&judged.change, affected, comparison.advice(judged, instead));
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "package-removed",
        clauses: &["AK-10"],
        summary: "the contract keeps every package that it covers",
        reason: "All promises of the package end, even if the package itself is still published.",
        example: "`nika-kernel` has stable items in 1.2.0, and the contract of 1.3.0 does not contain the package.",
        advice: "Keep the package in `packages` of stability.toml and keep the tiers of its items, or remove it in a release that its tiers permit.",
        check: Check::All(|comparison, report| {
            for judged in refused(comparison).filter(|judged| judged.change.fact == Fact::PackageRemoved) {
                let package = judged.change.package;
                let instead =
                    format!("keep `{package}` in `packages` of stability.toml, and keep the tiers of its items");
                let affected = "users of the package lose all its promises";
                report.change(&judged.change, affected, comparison.advice(judged, instead));
            }
        }),
        ..Rule::DEFAULT
    },
];

/// Reports the changes that are asked for and that the release is too small for: `affected` says what they mean for users, and
/// `instead` keeps the promise.
fn refuse(
    comparison: &Comparison<'_>,
    report: &mut Report<'_>,
    is_asked: fn(&Fact) -> bool,
    affected: &str,
    instead: &str,
) {
    for judged in refused(comparison).filter(|judged| is_asked(&judged.change.fact)) {
        report.change(&judged.change, affected, comparison.advice(judged, instead));
    }
}

/// The breaks that the release is too small for, and those that no release permits.
fn refused<'c, 'a>(comparison: &'c Comparison<'a>) -> impl Iterator<Item = &'c JudgedChange<'a>> {
    comparison.select(Breaking).filter(|judged| !judged.permitted)
}
