use alloc::format;

use crate::rules::find;
use crate::{Case, Level, Place, Report, Rule, Suppression, matches};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "suppression-unused",
    level: Level::Warn,
    last: true,
    summary: "a suppression suppresses something",
    reason: "An entry that covers nothing today may cover something tomorrow that nobody has decided on.",
    example: "A `[[suppression]]` of `item-removed` for `nika::Foo`, and `nika::Foo` is there.",
    advice: "Remove the entry, or correct its rule and item.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let earlier = report.earlier();
    let is_used = |suppression: &Suppression| {
        let of_rule = earlier.iter().filter(|finding| finding.rule == suppression.rule);
        of_rule.into_iter().any(|finding| matches(&suppression.item, &finding.subject))
    };
    // Rules that are asked last have found nothing yet.
    let is_told = |suppression: &Suppression| find(&suppression.rule).is_none_or(|rule| !rule.last);
    let is_in_force =
        |suppression: &Suppression| case.circumstances().today.is_none_or(|today| suppression.is_in_force(today));
    for suppression in &case.policy().suppressions {
        if is_in_force(suppression) && is_told(suppression) && !is_used(suppression) {
            let (rule, item) = (&suppression.rule, &suppression.item);
            report.add(
                "",
                format!("suppression of {rule} for {item}"),
                Place::Policy { line: suppression.line },
                format_args!("the suppression of `{rule}` for `{item}` covers no finding"),
                "remove it, or correct its rule and item",
            );
        }
    }
}
