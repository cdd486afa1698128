use crate::diff::Fact;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "schema-marker-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-05", "NI-13"],
    summary: "documents of one contract keep their marker",
    reason: "Every document that was written before is refused by its marker, and every reader of the marker refuses the next one.",
    example: "Workflows begin with `nika: v1` in 1.2.0, and with `nika: v2` in 1.3.0.",
    advice: "Add to the schema without another marker; a generation that breaks gets a type of its own beside this one.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case.premature().filter(|change| matches!(change.fact, Fact::SchemaMarkerChanged { .. }));
    for change in changes {
        report.change(change, "", case.demand_or(change, "leave the marker, and add another type for the other generation"));
    }
}
