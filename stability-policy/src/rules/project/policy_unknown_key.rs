use alloc::format;
use alloc::string::String;

use crate::rules::{find, nearest};
use crate::{Case, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "policy-unknown-key",
    summary: "what the policy says of rules, it says of rules that there are",
    reason: "A level or suppression for a misspelt rule does nothing, and nobody sees that it does nothing.",
    example: "`[levels] item-removd = \"warn\"`.",
    advice: "Write the id as `cargo stability list` has it.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let policy = case.policy();
    let levels = policy.levels.keys().map(|id| (id, "`[levels]`", 0));
    let suppressions = policy.suppressions.iter();
    let suppressions = suppressions.map(|it| (&it.rule, "a `[[suppression]]`", it.line));
    for (id, part, line) in levels.chain(suppressions).filter(|(id, ..)| find(id).is_none()) {
        let advice = match nearest(id) {
            Some(meant) => format!("write `{meant}`, if you meant that"),
            None => String::from("`cargo stability list` has the ids of all rules"),
        };
        report.add(
            "",
            id.clone(),
            Place::Policy { line },
            format_args!("no rule is called `{id}`, and {part} names it"),
            advice,
        );
    }
}
