use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "item-gated",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-09"],
    summary: "what is there without a feature stays there without it",
    reason: "Whoever did not turn the feature on no longer finds the item.",
    example: "`nika::shell` is stable in 1.2.0, and in 1.3.0 it needs the feature `shell`.",
    advice: "Leave it visible, or put it behind a feature that is on by default and name that in the release that its tier asks for.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| matches!(change.fact, Fact::FeatureRequired { .. }));
    for change in changes {
        report.change(change, "", case.demand_or(change, "make it visible without the feature"));
    }
}
