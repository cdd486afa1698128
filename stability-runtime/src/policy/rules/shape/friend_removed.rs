use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "friend-removed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-08"],
    summary: "who may implement a sealed trait may go on to",
    reason: "The package that was let in no longer compiles.",
    example: "`nika::Provider` is stable and sealed with the friend `nika-echo` in 1.2.0, and without it in 1.3.0.",
    advice: "Leave the friend in, or a pattern that covers it.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| matches!(change.fact, Fact::FriendRemoved { .. }));
    for change in changes {
        report.change(change, "", case.demand_or(change, "let it in again"));
    }
}
