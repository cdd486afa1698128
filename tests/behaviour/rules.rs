//! Each rule against its two cases: one that it reports, and one that it does not.

mod case;
mod evasion;
mod messages;
mod names;
mod schema;
mod shown_by_diff;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use stability_policy::rules;

/// The folder of the cases, with a folder for each rule.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rules"))
}

#[test]
fn each_rule_reports_its_first_case() {
    for rule in rules::all() {
        let path = folder().join(rule.id).join("fires.toml");
        let case = case::read(&path);
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
        if std::env::var_os("BLESS").is_some() {
            bless(&path, &found, &case.findings);
        } else {
            assert_eq!(found, case.findings, "{}", rule.id);
        }
    }
    if std::env::var_os("BLESS").is_some() {
        messages::bless();
    }
}

/// Writes the words of the findings anew. Which rule finds what is written by hand.
fn bless(path: &Path, found: &[case::Expected], expected: &[case::Expected]) {
    let [found_about, expected_about] = [found, expected].map(|findings| {
        let mut about: Vec<_> = findings.iter().map(case::Expected::about).collect();
        about.sort_unstable();
        about
    });
    assert_eq!(found_about, expected_about, "{}", path.display());
    let text = fs::read_to_string(path).expect("a case is text");
    let (case, _) = text.split_once("[[finding]]").expect("a case has findings");
    let findings: Vec<String> = found.iter().map(case::Expected::to_toml).collect();
    fs::write(path, case.to_owned() + &findings.join("\n")).expect("a case can be written");
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
