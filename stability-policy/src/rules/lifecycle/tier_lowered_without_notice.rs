use super::{Deprecating, deprecating};
use crate::comparison::Selection;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, JudgedChange};

pub const RULE: Rule = Rule {
    clauses: &["AK-09", "OR-04"],
    summary: "an item is deprecated before its tier is lowered, for as long as before a removal",
    reason: "An item with a weaker tier may be removed in the next minor release, so its users need the same warning.",
    example: "`nika::Foo` is stable and not deprecated in 1.4.0, and evolving in 2.0.0; 2.1.0 could remove it.",
    advice: "Write the previous tier, deprecate the item with a `note` that says what will happen, release that, and lower the tier after the notice.",
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
                "write `{tier}` again with {}, release that, and lower the tier {}", deprecating(change, Deprecating::Weaken), comparison.after_notice(change)
            );
            report.change(change, "it was never deprecated, so no user was warned", advice);
        } else {
            let keep = format!("write `{}` again, keep the deprecation", change.tier);
            comparison.report_notice(change, &keep, "lower the tier", report);
        }
    }
}
