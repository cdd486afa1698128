use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "namespaces-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-06"],
    summary: "the namespaces of extension fields stay as they are",
    reason: "Keys that documents use under a namespace are refused once it is another one.",
    example: "Documents may have keys that start with `x-` in 1.2.0, and only `ext-` in 1.3.0.",
    advice: "Leave both namespaces as they were first promised.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| change.fact == Fact::NamespacesChanged);
    for change in changes {
        report.change(change, "", case.demand_or(change, "write the namespaces that it had"));
    }
}
