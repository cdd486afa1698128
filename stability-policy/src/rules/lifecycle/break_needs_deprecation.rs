use crate::comparison::Selection;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::can_be_deprecated;
use crate::{Comparison, JudgedChange};

pub const RULE: Rule = Rule {
    summary: "what the policy protects from sudden breaks is deprecated before any of them, and not only before its removal",
    reason: "A signature that changes without a warning surprises users as much as a removal does.",
    example: "`[tiers.beta] break-needs-deprecation = true`, and `nika::run` is beta, not deprecated, and has another argument in 1.5.0.",
    advice: "Leave it as it was and deprecate it in favour of another one beside it; break it after the notice.",
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
            let advice = "leave it as it was, deprecate it with `deprecated(since, note, replacement)`, and break it after the notice";
            report.change(change, "and was never deprecated", advice);
        } else {
            let instead = "leave it as it was, still deprecated, until the notice is over";
            comparison.report_notice(change, instead, report);
        }
    }
}
