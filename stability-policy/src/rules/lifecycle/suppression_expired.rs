use alloc::format;

use crate::{Case, Level, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "suppression-expired",
    level: Level::Warn,
    last: true,
    summary: "a suppression is taken out when its time is over",
    reason: "What it kept quiet is reported again; the entry now says only what was once decided.",
    example: "A `[[suppression]]` has `expires = 2026-10-31`, and it is 2026-11-21.",
    advice: "Mend what it suppressed and remove the entry, or decide again and write a later date.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(today) = case.circumstances().today else {
        return;
    };
    for suppression in &case.policy().suppressions {
        if let Some(expires) = suppression.expires.filter(|_| !suppression.is_in_force(today)) {
            let (rule, item) = (&suppression.rule, &suppression.item);
            report.add(
                "",
                format!("suppression of {rule} for {item}"),
                Place::Policy { line: suppression.line },
                format_args!("the suppression of `{rule}` for `{item}` expired on {expires}"),
                "remove it, or decide again and write a later date",
            );
        }
    }
}
