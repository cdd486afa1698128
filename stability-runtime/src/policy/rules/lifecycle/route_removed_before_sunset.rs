use crate::kind::Kind;
use crate::policy::notice::day;
use crate::policy::{Case, Report, Rule};
use crate::policy::rules::{Check};

pub const RULE: Rule = Rule {
    id: "route-removed-before-sunset",
    clauses: &["OR-12"],
    summary: "a deprecated route is served until its sunset",
    reason: "The `Sunset` header has told every caller how long the route answers (RFC 8594). It may go on that day, not before.",
    example: "`GET /skills/{id}/v1` has the sunset 2027-01-01, and is gone on 2026-12-01.",
    advice: "Bring the route back until its sunset; where it has none, give it one with `sunset = \"…\"` first.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.breaks().filter(|change| change.is_removal() && change.member.is_none()) {
        let route = change.before.filter(|item| item.kind == Kind::Route);
        let Some(deprecated) = route.and_then(|route| route.deprecated.as_ref()) else {
            continue;
        };
        match (&deprecated.sunset, case.circumstances().today) {
            (Some(sunset), Some(today)) if day(sunset).is_some_and(|sunset| today < sunset) => report.change(
                change,
                format_args!("before its sunset on {sunset}"),
                "bring it back until that day",
            ),
            (None, _) if !case.tier_policy(change.package, change.tier).notice.is_none() => report.change(
                change,
                "and never had a sunset",
                "bring it back with `sunset = \"…\"`, and remove it from that day on",
            ),
            _ => {}
        }
    }
}
