use stability::contract::Since;

use crate::diff::Fact;
use crate::promise::deprecation;
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "deprecated-at-birth",
    level: Level::Warn,
    summary: "what is new is not deprecated",
    reason: "Nobody uses it yet, so that nobody needs to be led away from it.",
    example: "1.5.0 has a `nika::Foo` that 1.4.0 did not have, `deprecated(since = \"1.5.0\")`.",
    advice: "Leave it out, or leave the deprecation out until the item has been in a release.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let is_added = |fact: &Fact| matches!(fact, Fact::ItemAdded | Fact::MemberAdded { .. });
    for change in case.promised_changes().filter(|change| is_added(&change.fact)) {
        let deprecated = change.after.and_then(|item| deprecation(item, change.member.as_deref()));
        let Some(deprecated) = deprecated else { continue };
        // What has been deprecated for longer is not new: only its promise is written down for the first time.
        let was_there = match (&deprecated.since, case.version_before(change.package)) {
            (Some(Since::Version(since)), Some(before)) => since.cmp_precedence(before).is_le(),
            _ => false,
        };
        if !was_there {
            report.change(
                change,
                "and deprecated at once",
                "leave it out, or deprecate it after it has been in a release",
            );
        }
    }
}
