use crate::notice::has_reached;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "graduation-overdue",
    summary: "what was to graduate or go by a version has done so",
    reason: "Users took something unsettled because they were told when it would be settled.",
    example: "`nika::Foo` is `beta(until = \"1.0.0\")`, and still is in 1.0.0.",
    advice: "Raise its tier, remove it, or write a later version in `until`; replace the body of what is reserved.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for promise in case.promises() {
        let (Some(until), Some(version)) = (promise.until, case.version(&promise.item.package)) else {
            continue;
        };
        if !has_reached(version, until) {
            continue;
        }
        if promise.reserved {
            promise.report(
                report,
                format_args!("is reserved until {until} and has still no body"),
                "write its body, or write a later version in `until`",
            );
        } else {
            promise.report(
                report,
                format_args!("was to graduate or go by {until} and is still {}", promise.tier),
                "raise its tier, remove it, or write a later version in `until`",
            );
        }
    }
}
