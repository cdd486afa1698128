use stability::Tier;

use crate::diff::Fact;
use crate::{Case, Judged, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "type-now-exhaustive",
    level: Level::Warn,
    clauses: &["NI-03"],
    summary: "what may grow stays open",
    reason: "From the next release on, a field or variant more breaks whoever builds or matches the type in full.",
    example: "`nika::Request` is stable and `non_exhaustive` in 1.2.0, and without it in 1.3.0.",
    advice: "Keep `non_exhaustive`, unless the type is never to grow.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let is_promised = |change: &&Judged<'_>| change.fact == Fact::NowExhaustive && change.tier > Tier::Internal;
    let changes = case.changes().iter().filter(is_promised);
    for change in changes.filter(|change| !case.is_ruled_out(change)) {
        report.change(change, "", "write `non_exhaustive` again, unless it is never to grow");
    }
}
