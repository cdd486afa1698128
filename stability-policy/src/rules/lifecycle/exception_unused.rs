use alloc::collections::BTreeSet;
use alloc::format;

use crate::{Bump, Case, Exception, Level, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "exception-unused",
    level: Level::Warn,
    summary: "an exception for this release excepts a change of this release",
    reason: "A permission that nothing needs is there to be used by mistake.",
    example: "An `[[exception]]` for `nika::Foo` in 1.5.0, and 1.5.0 does nothing to `nika::Foo`.",
    advice: "Remove the entry, or correct its item and version.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// While the version has not moved, what the exception is for may be still to come; of earlier releases it is a record.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let excepted = case.changes().iter().filter_map(|change| change.exception);
    let used: BTreeSet<_> = excepted.map(core::ptr::from_ref).collect();
    let moved = || case.packages().filter(|package| case.bump(package) > Bump::None);
    let is_due = |exception: &Exception| match &exception.version {
        Some(version) => moved().any(|package| case.version(package) == Some(version)),
        None => moved().next().is_some(),
    };
    for exception in &case.policy().exceptions {
        if is_due(exception) && !used.contains(&core::ptr::from_ref(exception)) {
            let item = &exception.item;
            report.add(
                "",
                format!("exception for {item}"),
                Place::Policy { line: exception.line },
                format_args!("the exception for `{item}` covers no change of this release"),
                "remove it, or correct its item and version",
            );
        }
    }
}
