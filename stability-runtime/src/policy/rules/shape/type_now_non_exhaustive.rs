use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "type-now-non-exhaustive",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-03"],
    summary: "what users build or match in full stays so",
    reason: "A literal of the struct, or a `match` over the enum, no longer compiles outside of the package.",
    example: "`nika::Answer` is stable and matched in full in 1.2.0, and `non_exhaustive` in 1.3.0.",
    advice: "Write `non_exhaustive` before the first release that promises the type, or in a major one.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| change.fact == Fact::NowNonExhaustive);
    for change in changes {
        report.change(change, "", case.demand(change));
    }
}
