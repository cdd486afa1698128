use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "setting-type-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-05"],
    summary: "a setting keeps its type",
    reason: "The value that a deployment has set no longer parses, or means something else.",
    example: "The setting `debug` is a `bool` in 1.2.0, and a `String` in 1.3.0.",
    advice: "Add a setting of the other type beside it, and deprecate this one.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let kinds = [Kind::Setting, Kind::Env];
    let changes = case
        .premature()
        .filter(|change| matches!(change.fact, Fact::SignatureChanged { .. }));
    for change in changes.filter(|change| change.before.is_some_and(|item| kinds.contains(&item.kind))) {
        let instead = "leave it, and add a setting of the other type";
        report.change(change, "", case.demand_or(change, instead));
    }
}
