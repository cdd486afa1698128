use crate::notice::has_reached;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "overdue-removal",
    summary: "what was announced to go in a version is gone in it",
    reason: "Users have made room for the removal. What stays without a word makes every other announcement doubtful.",
    example: "`nika::Foo` has `remove_in = \"2.0.0\"`, and 2.0.0 still has it.",
    advice: "Remove the item, or write a later version in `remove_in`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for promise in case.promises() {
        let remove_in = promise.deprecated.and_then(|deprecated| deprecated.remove_in.as_ref());
        if let (Some(remove_in), Some(version)) = (remove_in, case.version(&promise.item.package))
            && has_reached(version, remove_in)
        {
            promise.report(
                report,
                format_args!("was to go in {remove_in} and is still there"),
                "remove it, or write a later version in `remove_in`",
            );
        }
    }
}
