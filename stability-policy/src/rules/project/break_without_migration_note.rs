use alloc::collections::BTreeSet;
use alloc::string::String;

use crate::told::{Told, names_of};
use crate::{Case, ExceptionKind, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "break-without-migration-note",
    clauses: &["AK-08", "AA-10", "AB-05", "OR-14"],
    summary: "a break of what is stable is in the changelog, with what users do instead",
    reason: "Whoever takes the release looks up what broke them. A name alone tells them what they already see.",
    example: "`nika::Foo` is gone in 2.0.0, and nothing under `### Breaking` names it.",
    advice: "Name the item in an entry under `### Breaking` or `### Removed`, and say what to write instead.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// One entry for an item is enough for all that has changed of it. A security fix may stand under the headings for those, and
/// need not say what to do where no exception has a migration.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(changelog) = case.policy().changelog.as_ref().filter(|changelog| changelog.migration) else {
        return;
    };
    let (Some(breaking), Some(all)) = (
        Told::under(case, &[&changelog.breaking]),
        Told::under(case, &[&changelog.breaking, &changelog.security]),
    ) else {
        return;
    };
    let mut seen = BTreeSet::new();
    for change in case.owed().filter(|change| seen.insert((change.package, change.name()))) {
        let security = change
            .exception
            .filter(|exception| exception.kind == ExceptionKind::Security);
        let (told, heading) = match (security, changelog.breaking.first()) {
            (Some(_), _) => (&all, changelog.security.first()),
            (None, heading) => (&breaking, heading),
        };
        let names = names_of(change);
        let entries = told.naming(change.package, &names);
        let heading = heading.map_or("Breaking", String::as_str);
        if entries.is_empty() {
            report.change(
                change,
                format_args!("and the changelog has no entry for it under `{heading}`"),
                "write there what has changed and what to do instead, with the name in backticks",
            );
        } else if security.is_none_or(|exception| exception.migration.is_some())
            && !entries.iter().any(|entry| entry.says_more_than(&names))
        {
            report.change(
                change,
                "and its entry in the changelog does not say what to do instead",
                "write what takes its place, or that nothing does and why",
            );
        }
    }
}
