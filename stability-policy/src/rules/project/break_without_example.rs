use alloc::collections::BTreeSet;

use stability::Kind;

use crate::told::{Told, names_of};
use crate::{Case, ExceptionKind, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "break-without-example",
    clauses: &["AK-19", "OR-14"],
    summary: "the entry of a break shows what to write before and after",
    reason: "An example is taken over by hand or by search and replace; a description has to be understood first.",
    example: "With `example = true`, the entry for `nika::Foo` has words and no code.",
    advice: "Put two blocks of code into the entry, or one that says `before` and `after`, or a `diff`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// What a user of the code does not write, such as the words of a guarantee, has no example. That there is no entry at all is
/// told by `break-without-migration-note`, where that is asked for.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(changelog) = case.policy().changelog.as_ref().filter(|changelog| changelog.example) else {
        return;
    };
    let Some(told) = Told::under(case, &[&changelog.breaking]) else {
        return;
    };
    let mut seen = BTreeSet::new();
    for change in case.owed().filter(|change| seen.insert((change.package, change.name()))) {
        let is_security = change
            .exception
            .is_some_and(|exception| exception.kind == ExceptionKind::Security);
        if is_security || change.item().is_some_and(|item| item.kind == Kind::Guarantee) {
            continue;
        }
        let entries = told.naming(change.package, &names_of(change));
        let is_told_elsewhere = entries.is_empty() && changelog.migration;
        if !is_told_elsewhere && !entries.iter().any(|entry| entry.has_example()) {
            report.change(
                change,
                "and the changelog shows no code before and after",
                "put two blocks of code into its entry, or one that says `before` and `after`, or a `diff`",
            );
        }
    }
}
