use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "guarantee-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-17", "AA-02"],
    summary: "a promised behaviour stays as it was worded",
    reason: "Users rely on each word of it, and no compiler tells them when it is another one.",
    example: "The guarantee `default-deny` says “unless a policy returns allow” in 1.2.0, and “unless a policy returns deny” in 1.3.0.",
    advice: "Leave the words, and state what is new as a guarantee of its own.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| matches!(change.fact, Fact::TextChanged { .. }));
    for change in changes {
        report.change(change, "", case.demand_or(change, "leave the words, and state what is new as a guarantee of its own"));
    }
}
