use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "member-type-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AA-03", "AK-05"],
    summary: "what is promised of a field, variant or method keeps its type",
    reason: "Whoever reads, builds or calls it has written down the type it had.",
    example: "The field `workers` of a settings struct is `u32` in 1.2.0 and `Option<u32>` in 1.3.0.",
    advice: "Add a member of the other type beside it, and deprecate this one.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| matches!(change.fact, Fact::MemberTypeChanged { .. }));
    for change in changes {
        report.change(change, "", case.demand_or(change, "leave it, and add a member of the other type"));
    }
}
