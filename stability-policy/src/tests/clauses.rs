use std::collections::BTreeSet;

use crate::clauses;
use crate::rules;

/// The clauses that only a comparison of two releases can keep. Three more are kept by it without a rule: AK-11 and AK-21 by
/// giving no finding, and AB-08 by reading what was recorded by earlier versions.
const COMPARED: &[&str] = &[
    "AK-04", "AK-05", "AK-08", "AK-09", "AK-10", "AK-12", "AK-14", "AK-15", "AK-17", "AK-18", "AK-19", "AK-20",
    "AA-01", "AA-03", "AA-09", "AA-10", "AB-01", "AB-02", "AB-03", "AB-05", "AB-06", "OR-01", "OR-03", "OR-04",
    "OR-05", "OR-10", "OR-11", "OR-12", "OR-13", "OR-14", "OR-15", "NI-02", "NI-03", "NI-04", "NI-07", "NI-09",
    "NI-10", "NI-12", "NI-13", "NI-14", "NI-15", "NI-16",
];

#[test]
fn clauses_are_numbered_without_a_gap() {
    assert_eq!(clauses::ALL.len(), 71);
    for (prefix, count) in [("AK", 21), ("AA", 10), ("AB", 8), ("OR", 16), ("NI", 16)] {
        for number in 1..=count {
            let id = format!("{prefix}-{number:02}");
            assert!(clauses::find(&id).is_some_and(|clause| clause.text.len() > 10), "{id}");
        }
    }
}

#[test]
fn rules_name_clauses_that_there_are() {
    for rule in rules::all() {
        for id in rule.clauses {
            assert!(clauses::find(id).is_some(), "{} names {id}", rule.id);
        }
    }
}

#[test]
fn each_clause_about_two_releases_has_a_rule() {
    let named: BTreeSet<&str> = rules::all().flat_map(|rule| rule.clauses).copied().collect();
    let open: BTreeSet<&str> = COMPARED.iter().copied().filter(|id| !named.contains(id)).collect();
    assert!(open.is_empty(), "no rule names {open:?}");
}
