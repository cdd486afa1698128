use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "default-feature-off",
    clauses: &["NI-09"],
    summary: "what is on by default stays so, until a release that may turn it off",
    reason: "Whoever relied on the default loses what the feature shows, without having changed anything.",
    example: "`default = [\"std\"]` in 1.2.0, and `default = []` in 1.3.0.",
    advice: "Put the feature back into `default`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.forbidden() {
        if let Fact::FeatureDefaultOff { .. } = change.fact {
            let asked = case.demand(change);
            report.change(change, "", asked);
        }
    }
}
