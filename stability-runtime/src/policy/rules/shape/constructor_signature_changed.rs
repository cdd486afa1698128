use crate::diff::Fact;
use crate::policy::constructor::is_constructor;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "constructor-signature-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-04", "NI-11"],
    summary: "a constructor keeps its parameters",
    reason: "A constructor stands in for the literal that `non_exhaustive` took away: every user who builds the type calls it.",
    example: "`InferRequest::new(provider, model)` is stable in 1.2.0, and takes `memory` as well in 1.3.0.",
    advice: "Mark the field with `default`, which makes it a `with_…` and leaves the constructor as it is.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let changes = case
        .premature()
        .filter(|change| matches!(change.fact, Fact::SignatureChanged { .. }));
    for change in changes.filter(|change| change.before.is_some_and(is_constructor)) {
        let instead = "leave it, and mark what is added with `default`";
        report.change(change, "", case.demand_or(change, instead));
    }
}
