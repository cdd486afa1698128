use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "default-feature-removed",
    clauses: &["NI-09"],
    summary: "a feature that is on by default stays, until a release that may remove it",
    reason: "Everyone who did not ask has it on, and everyone who asked for it by name no longer compiles.",
    example: "`default = [\"rustls-tls\"]` in 1.2.0, and 1.3.0 has no feature `rustls-tls`.",
    advice: "Keep the feature, empty if need be, and let it turn on what takes its place.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.forbidden() {
        if let Fact::FeatureRemoved { default: true, .. } = change.fact {
            let asked = case.demand(change);
            report.change(change, "and was on by default", asked);
        }
    }
}
