use crate::comparison::Selection;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, JudgedChange};

pub const RULE: Rule = Rule {
    clauses: &["AK-09", "OR-04"],
    summary: "what is promised less than before was deprecated for as long as if it were removed",
    reason: "What is weaker may go in the next small release. Who lowers a tier takes the promise back, and its users need the same \
             warning.",
    example: "`nika::Foo` is stable and not deprecated in 1.4.0, and evolving in 2.0.0; 2.1.0 could remove it.",
    advice: "Write the tier that it had, deprecate it with a `note` that says what becomes of it, release that, and lower the tier after \
             the notice.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    for JudgedChange { change, .. } in comparison.select(Selection::Breaking).filter(|judged| judged.change.lowers()) {
        if comparison.deprecations_before(change).is_empty() {
            if comparison.notice(change).is_none() {
                continue;
            }
            let tier = change.tier;
            let advice = format!(
                "write `{tier}` again and `deprecated(since, note)`, release that, and lower the tier after the notice"
            );
            report.change(change, "and was never deprecated", advice);
        } else {
            let instead = format!("write `{}` again, still deprecated, until the notice is over", change.tier);
            comparison.report_notice(change, &instead, report);
        }
    }
}
