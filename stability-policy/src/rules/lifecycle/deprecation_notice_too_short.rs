use semver::Version;
use stability::contract::Since;

use crate::diff::{Change, Fact};
use crate::comparison::Selection;
use crate::dates::release;
use crate::notice::missing_minors;
use crate::report::Report;
use crate::{Bump, Comparison, JudgedChange, Permit};
use crate::rule::{Check, Rule};
use crate::subject::deprecation_after;

pub const RULE: Rule = Rule {
    clauses: &["AK-09", "OR-04"],
    summary: "an item is deprecated for as long as the policy asks for before it is removed",
    reason: "Users upgrade at their own pace. A user who skips a release should still see the deprecation before the removal.",
    example: "`notice.minors` is 2, `nika::Foo` is deprecated since 1.9.0, and 2.0.0, the next release, does not have it.",
    advice: "Restore the item until the notice is over; `cargo stability due` shows when that is.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    for JudgedChange { change, .. } in comparison.select(Selection::Breaking) {
        if change.withdraws() {
            let (keep, then) = match change.fact {
                Fact::TierLowered { from, .. } => {
                    (format!("write `{from}` again, keep the deprecation"), "lower the tier".to_owned())
                }
                Fact::DeprecationStageChanged { to, .. } => {
                    ("write `stage = \"warned\"`".to_owned(), format!("write `stage = \"{to}\"`"))
                }
                _ => ("restore it with its deprecation".to_owned(), "remove it".to_owned()),
            };
            comparison.report_notice(change, &keep, &then, report);
        }
    }
    for JudgedChange { change, .. } in comparison.promised_changes() {
        if let Fact::Deprecated | Fact::RemovalMoved { .. } = change.fact
            && let Some((remove_in, since, (room, asked))) = announced(comparison, change)
        {
            report.change(
                change,
                format_args!("`remove_in = \"{remove_in}\"` gives users only {room} of {asked} minor releases of notice"),
                in_time(comparison, change, asked, &since),
            );
        }
    }
}

/// The version in which something is announced to be removed, and what is missing of the notice until then.
fn announced<'a>(comparison: &Comparison<'_>, change: &Change<'a>) -> Option<(&'a Version, Version, (u32, u32))> {
    let deprecated = deprecation_after(change)?;
    let remove_in = deprecated.remove_in.as_ref()?;
    let since = match &deprecated.since {
        Some(Since::Version(since)) => release(since),
        Some(Since::Next) | None => release(&comparison.releases.version_to_be(change.package)?),
    };
    let asked = comparison.notice_once_deprecated(change).minors;
    let missing = missing_minors(asked, &since, remove_in)?;
    Some((remove_in, since, missing))
}

/// The first version that may remove what was deprecated in `since`: by the notice, and by the tier.
fn in_time(comparison: &Comparison<'_>, change: &Change<'_>, asked: u32, since: &Version) -> String {
    let by_notice = Version::new(since.major, since.minor.saturating_add(asked.into()), 0);
    match comparison.tier_policy(change.package, change.tier).breaks {
        Permit::Bump(Bump::Major) => {
            format!("write `remove_in = \"{}\"` (the next major release) or later", Bump::Major.after(since))
        }
        _ => format!("write `remove_in = \"{by_notice}\"` or later"),
    }
}
