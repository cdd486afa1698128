use stability::Tier;

use crate::diff::Fact;
use crate::{Case, Judged, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "seal-removed",
    level: Level::Warn,
    clauses: &["NI-08"],
    summary: "a sealed trait stays sealed",
    reason: "Once everyone may implement the trait, no method can be added without a default, and the seal can come back only in a major release.",
    example: "`nika::Provider` is stable and sealed in 1.2.0, and open in 1.3.0.",
    advice: "Keep the seal, and name who may implement the trait with `friends`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let is_promised = |change: &&Judged<'_>| change.fact == Fact::Unsealed && change.tier > Tier::Internal;
    let changes = case.changes().iter().filter(is_promised);
    for change in changes.filter(|change| !case.is_ruled_out(change)) {
        report.change(change, "", "write `sealed` again, and name who may implement it with `friends`");
    }
}
