//! `tests/fixtures/rules/MESSAGES.md`: every finding of the cases, so that they can be read side by side.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use stability_policy::rules;

use super::{case, folder};

const INTRODUCTION: &str = "# Findings

What each rule reports in its case `fires.toml`: the message and, after “help”, what to do instead. `cargo xtask bless rules` writes
this page.
";

fn path() -> PathBuf {
    folder().join("MESSAGES.md")
}

/// The page as it must be.
fn page() -> String {
    let mut rules: Vec<_> = rules::all().collect();
    rules.sort_by_key(|rule| rule.id);
    let mut page = INTRODUCTION.to_owned();
    for rule in rules {
        let _ = write!(page, "\n## {0}\n\nThe rule: {1}.\n\n", rule.id, rule.summary);
        for finding in case::read(&folder().join(rule.id).join("fires.toml")).findings {
            let _ = writeln!(page, "- {}\n  - help: {}", finding.message, finding.advice);
        }
    }
    page
}

/// Writes the page; the cases were written before.
pub fn bless() {
    fs::write(path(), page()).expect("the page can be written");
}

#[test]
fn the_page_has_every_finding() {
    // While the cases are written, the page is written after them.
    if std::env::var_os("BLESS").is_none() {
        let written = fs::read_to_string(path()).unwrap_or_default();
        assert!(
            written == page(),
            "MESSAGES.md differs from the cases: run `cargo xtask bless rules`"
        );
    }
}
