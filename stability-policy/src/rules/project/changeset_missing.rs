use alloc::collections::BTreeMap;
use alloc::format;

use stability::Tier;

use crate::{Bump, Case, Judged, Permit, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "changeset-missing",
    clauses: &["OR-15"],
    summary: "each change carries a changeset, whose bump is large enough for it",
    reason: "The version of the next release is made of the changesets; a change without one is released unseen.",
    example: "`GET /skills` of `ornn` is gone, and the changeset of `ornn` says `minor`.",
    advice: "Add a changeset for the package with the bump that the change asks for.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// Once the version has moved, the changesets were used up by it.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let (Some(changesets), Some(_)) = (&case.policy().changesets, &case.circumstances().changesets) else {
        return;
    };
    let mut largest: BTreeMap<&str, (Bump, &Judged<'_>)> = BTreeMap::new();
    for change in case.changes().iter().filter(|change| change.tier > Tier::Internal) {
        let asked = match change.required {
            _ if change.exception.is_some() => Bump::None,
            Permit::Bump(bump) => bump,
            Permit::Never(_) => Bump::Major,
        };
        let entry = largest.entry(change.package).or_insert((asked, change));
        if asked > entry.0 {
            *entry = (asked, change);
        }
    }
    for (package, (asked, change)) in largest {
        let moved = match (case.version_before(package), case.version(package)) {
            (Some(before), Some(now)) => before != now,
            _ => true,
        };
        let (message, advice) = match case.waiting(package) {
            _ if moved => continue,
            None if asked == Bump::None => (
                format!("`{package}` has changed, and no changeset names it"),
                format!("add one for `{package}`"),
            ),
            None => (
                format!("`{package}` has changed, and no changeset names it"),
                format!("add one with a {asked} bump of `{package}`"),
            ),
            Some(said) if said < asked => (
                format!("{}, and the changesets make a {said} release of `{package}`", **change),
                format!("make the bump a {asked} one"),
            ),
            Some(_) => continue,
        };
        let place = Place::File {
            path: changesets.folder.clone(),
            line: 0,
        };
        report.add(package, package.into(), place, message, advice);
    }
}
