use stability::contract::Since;

use crate::diff::Fact;
use crate::notice::{announced_short, release};
use crate::promise::deprecation;
use crate::{Case, Judged, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "deprecation-notice-too-short",
    clauses: &["AK-09", "OR-04"],
    summary: "what goes was deprecated for as long as the policy says",
    reason: "Users take releases at their own pace. Who skips one should still meet the deprecation before the removal.",
    example: "`notice.minors` is 2, `nika::Foo` is deprecated since 1.9.0, and 2.0.0, the next release, has no `nika::Foo`.",
    advice: "Bring the item back until the notice is over; `cargo stability due` says when that is.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.breaks().filter(|change| change.is_removal()) {
        let notice = case.tier_policy(change.package, change.tier).notice;
        let deprecated = change.before.and_then(|item| deprecation(item, change.member.as_deref()));
        let short = deprecated.and_then(|deprecated| case.short_of(notice, deprecated, change.package));
        if let Some(short) = short {
            report.change(
                change,
                format_args!("after {short} of notice"),
                "bring it back, still deprecated, and remove it when the notice is over",
            );
        }
    }
    let announced = |change: &&Judged<'_>| matches!(change.fact, Fact::Deprecated | Fact::RemovalMoved { .. });
    for change in case.promised_changes().filter(announced) {
        announcement(case, change, report);
    }
}

/// What is announced now can still be announced for later.
fn announcement(case: &Case<'_>, change: &Judged<'_>, report: &mut Report<'_>) {
    let asked = case.tier_policy(change.package, change.tier).notice.minors;
    let deprecated = change.after.and_then(|item| deprecation(item, change.member.as_deref()));
    let Some((deprecated, remove_in)) = deprecated.and_then(|it| Some((it, it.remove_in.as_ref()?))) else {
        return;
    };
    let since = match (&deprecated.since, case.version_to_be(change.package)) {
        (Some(Since::Version(since)), _) => release(since),
        (Some(Since::Next) | None, Some(version)) => release(&version),
        (Some(Since::Next) | None, None) => return,
    };
    if let Some((room, asked)) = announced_short(asked, &since, remove_in) {
        report.change(
            change,
            format_args!("and is to go in {remove_in}, after {room} of {asked} minor releases of notice"),
            "write a later version in `remove_in`",
        );
    }
}
