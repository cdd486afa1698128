use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "sealed-now",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-08"],
    summary: "a trait that everyone may implement stays open",
    reason: "Every implementation outside of the package no longer compiles.",
    example: "`nika::MemoryStore` is stable and open in 1.2.0, and sealed in 1.3.0.",
    advice: "Seal a trait before the first release that promises it, or in a major one.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| change.fact == Fact::Sealed);
    for change in changes {
        report.change(change, "", case.demand(change));
    }
}
