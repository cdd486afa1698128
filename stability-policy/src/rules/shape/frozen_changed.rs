use crate::diff::{Effect, Fact};
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "frozen-changed",
    clauses: &["AB-01", "AB-02"],
    summary: "what is frozen does not grow either",
    reason: "A freeze is a list that is done: whoever copied it, mirrored it or audited it has all of it.",
    example: "`PolicyResult` is frozen with six fields, and the next release within the freeze has a seventh that breaks no one.",
    advice: "Give the field a weaker tier, add a type beside it, or record an exception with its reason.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let alterations = case.ruled_out().filter(|change| change.effect == Effect::Additive);
    for change in alterations.filter(|change| !change.is_of_frozen_trait()) {
        let instead = match change.fact {
            Fact::MemberAdded { .. } => "take it back, or give it a weaker tier",
            _ => "take it back",
        };
        report.change(change, "and is frozen", case.demand_or(change, instead));
    }
}
