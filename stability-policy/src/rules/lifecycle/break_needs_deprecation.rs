use super::{Deprecating, deprecating};
use crate::comparison::Selection;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::can_be_deprecated;
use crate::{Comparison, JudgedChange};

pub const RULE: Rule = Rule {
    summary: "if the policy sets `break-needs-deprecation`, an item is deprecated before every breaking change, not only before its removal",
    reason: "A changed signature without a warning surprises users as much as a removal.",
    example: "`[tiers.beta] break-needs-deprecation` is `true`. `nika::run` is beta, is not deprecated, and has a new parameter in 1.5.0.",
    advice: "Keep the item, add another one beside it, and deprecate the old one in favour of it. Break the old one after the notice.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

/// Removals and lower tiers have rules of their own, whatever the policy says of other breaks.
fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    for JudgedChange { change, .. } in comparison.select(Selection::Breaking) {
        let is_asked = change.before.is_some_and(|item| can_be_deprecated(item.kind));
        if !is_asked || change.withdraws() || change.lowers() || !comparison.break_needs_deprecation(change) {
            continue;
        }
        if comparison.deprecations_before(change).is_empty() {
            let deprecate = deprecating(change, Deprecating::Weaken);
            let advice = format!("undo the change, deprecate the item with {deprecate}, release that, and break it {}", comparison.after_notice(change));
            report.change(change, format_args!("it is {} and was never deprecated, so no user was warned", change.tier), advice);
        } else {
            comparison.report_notice(change, "undo the change, keep the deprecation", "break the item", report);
        }
    }
}
