use crate::diff::Fact;
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "undeprecated",
    level: Level::Warn,
    summary: "what was deprecated stays so until it goes",
    reason: "Users who followed the deprecation have moved away for nothing, and a deprecation may be lost by mistake.",
    example: "`nika::Foo` was deprecated in 1.4.0 and is not in 1.5.0.",
    advice: "Put the deprecation back, or tell users in the changelog that the item stays, and suppress this finding.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.promised_changes().filter(|change| change.fact == Fact::Undeprecated) {
        report.change(
            change,
            "",
            "put the deprecation back, or tell users that it stays and record a `[[suppression]]`",
        );
    }
}
