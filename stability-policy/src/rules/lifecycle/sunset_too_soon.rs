use crate::diff::Fact;
use crate::notice::{days_after, days_between, first_day, moment, start_of};
use crate::promise::deprecation;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "sunset-too-soon",
    clauses: &["OR-10"],
    summary: "between a deprecation and its sunset lie the days that the policy asks for",
    reason: "Who calls a route through a published SDK needs the time to take a later SDK.",
    example: "`notice.days` is 90, and a route is deprecated `on = \"2026-11-01\", sunset = \"2026-12-01\"`.",
    advice: "Write a later `sunset`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.promised_changes() {
        let today = case.circumstances().today.and_then(start_of);
        let is_late = match change.fact {
            Fact::Deprecated => false,
            // Callers hear of the date only now, however long the deprecation stands.
            Fact::SunsetMoved { from: None, .. } => true,
            _ => continue,
        };
        let asked = case.tier_policy(change.package, change.tier).notice.days;
        let Some(deprecated) = change.after.and_then(|item| deprecation(item, change.member.as_deref())) else {
            continue;
        };
        let on = deprecated.on.as_deref().and_then(moment);
        let start = if is_late { today.max(on) } else { on.or(today) };
        let (Some(start), Some(sunset)) = (start, deprecated.sunset.as_deref().and_then(moment)) else {
            continue;
        };
        let given = u32::try_from(days_between(start, sunset)).unwrap_or_default();
        if given < asked {
            report.change(
                change,
                format_args!("with a sunset {given} of {asked} days ahead"),
                format_args!("write `sunset = \"{}\"` or later", days_after(first_day(start), asked)),
            );
        }
    }
}
