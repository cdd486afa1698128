use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile::changes::manifest;

pub const RULE: Rule = Rule {
    id: "feature-default-too-early",
    clauses: &["NI-09"],
    summary: "a feature is off for as long as the policy says before it is on by default",
    reason: "While it is off, it is tried by those who want it, and may still change.",
    example: "With `off-for-minors = 2`, `memory` was added in 1.3.0 and is on by default in 1.4.0.",
    advice: "Leave it off until it has been so for that many minor releases.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let asked = case.policy().features.off_for_minors;
    for change in case.changes() {
        let Fact::FeatureDefaultOn { feature } = &change.fact else {
            continue;
        };
        let recorded = case.baseline().and_then(|baseline| manifest(baseline, change.package));
        let since = recorded.and_then(|manifest| manifest.features.get(feature)?.since.as_ref());
        let (Some(since), Some(version)) = (since, case.version(change.package)) else {
            continue;
        };
        if let Some(passed) = case.minors_since(change.package, since, version).filter(|passed| *passed < asked) {
            report.change(
                change,
                format_args!("after {passed} minor releases, not {asked}: it came in {since}"),
                "leave it out of `default` until then",
            );
        }
    }
}
