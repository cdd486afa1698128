use crate::promise::{can_be_deprecated, deprecation};
use crate::{Case, Judged, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "removed-without-deprecation",
    clauses: &["AK-09", "OR-04"],
    summary: "what goes was deprecated before",
    reason: "A deprecation is the only warning that reaches users while their code still works.",
    example: "`nika::Foo` is stable and not deprecated in 1.4.0, and 2.0.0 has no `nika::Foo`.",
    advice: "Bring the item back with `deprecated(since, note, replacement)`, release that, and remove it after the notice.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.breaks().filter(|change| change.is_removal()) {
        let notice = case.tier_policy(change.package, change.tier).notice;
        let owes = |change: &Judged<'_>| {
            let item = change.before.filter(|item| can_be_deprecated(item.kind));
            item.is_some_and(|item| deprecation(item, change.member.as_deref()).is_none())
        };
        if !notice.is_none() && owes(change) {
            report.change(
                change,
                "and was never deprecated",
                "bring it back with `deprecated(since, note, replacement)`, release that, and remove it after the notice",
            );
        }
    }
}
