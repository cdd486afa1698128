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
        summary: "an area does not exclude later what it covered, and nothing moves to one that excludes more",
        reason: "What an area excludes is promised to nobody, so that an exclusion takes a promise back without touching an item.",
        example: "The area `CLI` is stable in 1.2.0, and in 1.3.0 it has `excludes \"the order of fields\"`.",
        advice: "Take the exclusion back, or add it in the release that the tier of the area asks for.",
        check: Check::All(|comparison, report| {
            let is_asked = |fact: &Fact| matches!(fact, Fact::ExclusionAdded { .. });
            refuse(comparison, report, is_asked, "take the exclusion back");
            // An item that moves into an area with more exclusions.
            let is_asked = |fact: &Fact| matches!(fact, Fact::AreaChanged { .. });
            refuse(
                comparison,
                report,
                is_asked,
                "leave it in its area, or take the exclusion back",
            );
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "build-removed",
        summary: "a build that the contract describes stays in it",
        reason: "What users of a target or of a set of features rely on is no longer compared with anything.",
        example: "`[builds]` lists `wasm` in 1.2.0, and in 1.3.0 it does not.",
        advice: "List the build again, or remove it in the release that the tiers of its items ask for.",
        check: Check::All(|comparison, report| {
            let is_asked = |fact: &Fact| matches!(fact, Fact::BuildRemoved { .. });
            refuse(comparison, report, is_asked, "list the build again under `[builds]`");
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "contract-scope-narrowed",
        clauses: &["AA-01"],
        summary: "a contract applies to every version that it was to apply to",
        reason: "Users have planned with a promise that lasts until a version. What is frozen is frozen within the scope alone.",
        example: "`contract!` has `scope = \">=1.0.0, <3.0.0\"` in 1.2.0, and `\">=1.0.0, <1.9.0\"` in 1.3.0.",
        advice: "Write the scope that it had, or a wider one.",
        check: Check::All(|comparison, report| {
            for judged in refused(comparison) {
                if let Fact::ScopeNarrowed { from, .. } = &judged.change.fact {
                    let instead = match from {
                        Some(scope) => format!("write `scope = \"{scope}\"` again"),
                        None => "remove `scope`".to_string(),
                    };
                    report.change(&judged.change, "", comparison.advice(judged, instead));
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "contract-state-lowered",
        clauses: &["AA-01"],
        summary: "a contract that is in force stays in force",
        reason: "A contract that is `final` or `locked` is relied on. As a draft it says that everything in it may still change.",
        example: "`contract!` has `state = locked` in 1.2.0, and `state = draft` in 1.3.0.",
        advice: "Write the state that it had.",
        check: Check::All(|comparison, report| {
            for judged in refused(comparison) {
                if let Fact::StateLowered { from, .. } = &judged.change.fact {
                    let instead = format!("write `state = {from}` again");
                    report.change(&judged.change, "", comparison.advice(judged, instead));
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "package-removed",
        clauses: &["AK-10"],
        summary: "a package that the contract speaks for stays in it",
        reason: "All that the package promises is no longer promised, also where the package itself is still published.",
        example: "`nika-kernel` has stable items in 1.2.0, and the contract of 1.3.0 does not have the package.",
        advice: "Take the package back into the contract, or remove it in the release that its tiers ask for.",
        check: Check::All(|comparison, report| {
            let is_asked = |fact: &Fact| *fact == Fact::PackageRemoved;
            refuse(comparison, report, is_asked, "take the package back into the contract");
        }),
        ..Rule::DEFAULT
    },
];

/// Reports the changes that are asked for and that the release is too small for; `instead` keeps the promise.
fn refuse(comparison: &Comparison<'_>, report: &mut Report<'_>, is_asked: fn(&Fact) -> bool, instead: &str) {
    for judged in refused(comparison).filter(|judged| is_asked(&judged.change.fact)) {
        report.change(&judged.change, "", comparison.advice(judged, instead));
    }
}

/// The breaks that the release is too small for, and those that no release permits.
fn refused<'c, 'a>(comparison: &'c Comparison<'a>) -> impl Iterator<Item = &'c JudgedChange<'a>> {
    comparison.select(Breaking).filter(|judged| !judged.permitted)
}
