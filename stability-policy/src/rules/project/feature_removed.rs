use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "feature-removed",
    summary: "a feature stays, until a release that may remove it",
    reason: "Cargo refuses a dependency that asks for a feature that is not there.",
    example: "`native-tls` is a feature in 1.2.0, and 1.3.0 has none of that name.",
    advice: "Keep the feature, empty if need be, and let it turn on what takes its place.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.forbidden() {
        if let Fact::FeatureRemoved { default: false, .. } = change.fact {
            let asked = case.demand(change);
            report.change(change, "", asked);
        }
    }
}
