//! The audit as a table.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Audit, Audited, Outcome, Test, Verdict};
use crate::render::escape::{self, code, prose};

pub(super) fn markdown(audit: &Audit) -> String {
    let mut page = String::from("# Audit\n\n");
    let count = |verdict| audit.guarantees.iter().filter(|it| it.verdict == verdict).count();
    let total = audit.guarantees.len();
    let plural = if total == 1 { "" } else { "s" };
    page += &format!(
        "{total} guarantee{plural}: {} upheld, {} failing, {} unproved.\n",
        count(Verdict::Upheld),
        count(Verdict::Failing),
        count(Verdict::Unproved),
    );
    if total > 0 {
        page += "\n| guarantee | tier | implemented in | upheld by | verdict |\n|---|---|---|---|---|\n";
    }
    let several = audit
        .guarantees
        .iter()
        .any(|one| one.package != audit.guarantees[0].package);
    for audited in &audit.guarantees {
        page += &row(audited, several);
    }
    let findings = audit.findings();
    if !findings.is_empty() {
        page += "\n## To do\n\n";
    }
    for finding in findings {
        page += &format!("- {}\n", prose(&format!("{finding}")));
    }
    page
}

fn row(audited: &Audited, several: bool) -> String {
    let of = if several {
        format!(" ({})", prose(&audited.package))
    } else {
        String::new()
    };
    let implementations: Vec<String> = audited
        .implementations
        .iter()
        .map(|one| format!("{} ({})", cell(&one.name), prose(&format!("{}", one.location))))
        .collect();
    let tests: Vec<String> = audited.tests.iter().map(|test| entry(test, &audited.package)).collect();
    let verdict = match audited.verdict {
        Verdict::Upheld => String::from("upheld"),
        other => format!("**{other}**"),
    };
    format!(
        "| {}{of}: {} | {} | {} | {} | {verdict} |\n",
        cell(&audited.guarantee),
        prose(&audited.text),
        audited.tier,
        list(&implementations),
        list(&tests),
    )
}

fn entry(test: &Test, package: &str) -> String {
    let elsewhere = if test.package == package {
        String::new()
    } else {
        format!(" of {}", prose(&test.package))
    };
    let panics = if test.should_panic { ", by a panic" } else { "" };
    match test.outcome {
        Some(Outcome::Passed) => format!("{}{elsewhere}{panics}", cell(&test.name)),
        Some(other) => format!("{}{elsewhere}: **{other}**", cell(&test.name)),
        None => format!("{}{elsewhere}: **not run**", cell(&test.name)),
    }
}

/// Code in a table: a bar would end the cell even there.
fn cell(text: &str) -> String {
    escape::cell(&code(text))
}

fn list(entries: &[String]) -> String {
    match entries {
        [] => String::from("—"),
        entries => entries.join("<br>"),
    }
}
