use crate::notice::{moment, start_of};
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "sunset-passed",
    level: Level::Warn,
    summary: "what is past its sunset is removed",
    reason: "A date that passes without a consequence teaches callers not to believe the next one.",
    example: "`GET /skills/{id}/v1` has the sunset 2027-01-01, and is served on 2027-02-01.",
    advice: "Remove the route in the next release that may, or move its sunset to a later date.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(today) = case.circumstances().today.and_then(start_of) else {
        return;
    };
    for promise in case.promises() {
        let sunset = promise.deprecated.and_then(|deprecated| deprecated.sunset.as_deref());
        if let Some(sunset) = sunset
            && moment(sunset).is_some_and(|sunset| today > sunset)
        {
            promise.report(
                report,
                format_args!("is still there after its sunset on {sunset}"),
                "remove it in the next release that may, or write a later `sunset`",
            );
        }
    }
}
