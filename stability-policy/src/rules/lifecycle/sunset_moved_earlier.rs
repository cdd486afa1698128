use crate::diff::Fact;
use crate::notice::moment;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "sunset-moved-earlier",
    clauses: &["OR-10", "OR-12"],
    summary: "a sunset that was announced does not come earlier, and stays announced",
    reason: "Callers have planned by the date that the `Sunset` header gave them.",
    example: "The sunset of `GET /skills/{id}/v1` was 2027-01-01 and is 2026-12-01.",
    advice: "Put the date back, or write a later one.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.promised_changes() {
        let Fact::SunsetMoved { from: Some(from), to } = &change.fact else {
            continue;
        };
        let is_earlier = match to {
            Some(to) => moment(from).zip(moment(to)).is_some_and(|(from, to)| to < from),
            None => true,
        };
        if is_earlier {
            let advice = format_args!("write `sunset = \"{from}\"` again, or a later date");
            report.change(change, "", advice);
        }
    }
}
