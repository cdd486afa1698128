use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "dyn-variant-removed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-02"],
    summary: "a trait that could be `dyn` still can",
    reason: "A `Box<dyn …>` of the trait no longer compiles, and with it whatever chooses an implementation at run time.",
    example: "`nika::MemoryStore` is stable with the form `DynMemoryStore` in 1.2.0, and without one in 1.3.0.",
    advice: "Keep `erased(…)`, or whatever made the trait usable as `dyn`.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| change.fact == Fact::ErasedRemoved);
    for change in changes {
        report.change(change, "", case.demand_or(change, "write `erased` again"));
    }
}
