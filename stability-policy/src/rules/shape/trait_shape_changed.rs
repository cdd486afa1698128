use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "trait-shape-changed",
    clauses: &["NI-14"],
    summary: "a frozen trait keeps its methods, its supertraits and its seal",
    reason: "Who implements or wraps a frozen trait counts on all of it, and a method with a default is more to forward and to test.",
    example: "`nika::Provider` is frozen with four methods, and the next release has a fifth, with a default.",
    advice: "Put the method into another trait, or record an exception with its reason.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.ruled_out().filter(|change| change.is_of_frozen_trait()) {
        let instead = match change.fact {
            Fact::MemberAdded { .. } => "put it into another trait",
            _ => "take it back",
        };
        report.change(change, "in a trait whose shape is frozen", case.demand_or(change, instead));
    }
}
