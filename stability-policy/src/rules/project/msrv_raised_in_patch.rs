use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "msrv-raised-in-patch",
    summary: "the minimum supported Rust version rises only in a release that is large enough",
    reason: "Cargo takes a patch release by itself; on an earlier compiler the build then fails.",
    example: "`rust-version` is 1.85 in 1.2.0 and 1.88 in 1.2.1.",
    advice: "Raise it in the next minor release, or lower the bump that `[msrv]` asks for.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.forbidden() {
        if let Fact::MsrvRaised { .. } = change.fact {
            let asked = case.demand(change);
            report.change(change, "", asked);
        }
    }
}
