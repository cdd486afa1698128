//! What items show of other types, and by which paths they are reached: states of the contract, judged by what the compiler knows.

use std::collections::BTreeMap;

use crate::report::Report;
use crate::rule::{Rule, files};

files! {
    foreign_type_exposed,
    path_weaker_than_promise,
    stable_exposes_weaker,
}

/// Reports the items that a rule could not look at, for each package.
///
/// `weaker` is what the rule looks for: a type that may change before the item may.
fn report_not_checked(not_checked: &BTreeMap<&str, Vec<&str>>, weaker: &str, report: &mut Report<'_>) {
    for (package, items) in not_checked {
        let (first, others) = items.split_at(items.len().min(3));
        let mut names = first.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
        if !others.is_empty() {
            names.push_str(&format!(" and {} more", others.len()));
        }
        let (count, theirs, show) = match items.len() {
            1 => ("1 stable item was".to_string(), "its declaration", "it shows"),
            count => (format!("{count} stable items were"), "their declarations", "they show"),
        };
        let message = format!(
            "{count} not checked, because the contract does not record {theirs}: {names}; if {show} {weaker}, a change of that type breaks users"
        );
        report.package(
            package,
            message,
            "run `cargo stability bless`, which records declarations, and check again",
        );
        report.distinguish("not checked");
    }
}
