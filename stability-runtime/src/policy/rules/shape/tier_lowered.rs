use alloc::format;

use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "tier-lowered",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-10", "OR-03"],
    summary: "what is promised is promised as much as before",
    reason: "A tier is what users chose the item for. To take it back is to break the promise before breaking the code.",
    example: "`nika::Foo` is stable in 1.2.0 and beta in 1.3.0.",
    advice: "Write the tier that it had, and lower it in the release that the tier asks for.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.premature() {
        if let Fact::TierLowered { from, .. } = change.fact {
            let instead = format!("write `{from}` again");
            report.change(change, "", case.demand_or(change, instead));
        }
    }
}
