//! Each rule against its two cases: one that it reports, and one that it does not.

mod case;
mod evasion;
mod names;
mod shown_by_diff;
mod table;

use std::path::PathBuf;

use stability_policy::rules;

/// Where the cases stand, a folder for each rule.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rules"))
}

#[test]
fn each_rule_reports_its_first_case() {
    for rule in rules::all() {
        let case = case::read(&folder().join(rule.id).join("fires.toml"));
        let found: Vec<_> = case
            .judge()
            .into_iter()
            .filter(|finding| finding.rule == rule.id)
            .collect();
        assert!(
            !case.findings.is_empty(),
            "{}: say what is to be found, as `[[finding]]`",
            rule.id
        );
        let found: Vec<_> = found.iter().map(case::Expected::of).collect();
        assert_eq!(found, case.findings, "{}", rule.id);
    }
}

#[test]
fn each_rule_reports_nothing_on_its_second_case() {
    for rule in rules::all() {
        let case = case::read(&folder().join(rule.id).join("silent.toml"));
        assert!(case.findings.is_empty(), "{}: a silent case expects nothing", rule.id);
        let found: Vec<_> = case
            .judge()
            .into_iter()
            .filter(|finding| finding.rule == rule.id)
            .collect();
        assert!(found.is_empty(), "{}: {found:#?}", rule.id);
    }
}
