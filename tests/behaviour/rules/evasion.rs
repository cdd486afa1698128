//! The ways to leave a promise without saying so: each is refused, and `tests/cases/evasion.md` lists them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use stability_policy::{Level, rules};

use super::case::Case;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ways {
    way: Vec<Way>,
    elsewhere: Vec<Elsewhere>,
    open: Vec<Open>,
}

/// A way that two contracts show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Way {
    id: String,
    refused_by: String,
    /// What the finding is about.
    subject: String,
    /// Whether the rule cannot answer its question, so that `check` ends with 2.
    #[serde(default)]
    is_unanswered: bool,
    case: Case,
}

/// A way that needs a build or a repository.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Elsewhere {
    way: String,
    refused_by: String,
    file: String,
}

/// A way that stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    way: String,
    why: String,
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name)
}

fn ways() -> Ways {
    let text = fs::read_to_string(path("evasion.toml")).expect("the ways are there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("evasion.toml: {error}"))
}

#[test]
fn each_way_is_refused_by_the_rule_that_it_names() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for way in ways().way {
        assert!(seen.insert(way.id.clone()), "{} is there twice", way.id);
        let found = way.case.judge();
        let is_refused = if way.is_unanswered {
            let names = |question: &String| question.contains(&format!("`{}`", way.subject));
            way.case.unanswered().iter().any(names)
        } else {
            found.iter().any(|finding| {
                finding.rule == way.refused_by && finding.subject == way.subject && finding.level == Level::Deny
            })
        };
        if !is_refused {
            let found: Vec<String> = found
                .iter()
                .map(|it| format!("{} {} {}", it.level, it.rule, it.subject))
                .collect();
            wrong.push(format!("{} by {} {}: {found:#?}", way.id, way.refused_by, way.subject));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen.len() >= 30);
}

/// What the author of a way does is seen by a reviewer too.
#[test]
fn each_way_that_changes_a_contract_or_a_policy_is_a_change() {
    // About the policy of today, the evidence, or a version alone.
    let of_no_change = ["tombstone-deleted", "version-moved-back"];
    for way in ways().way.iter().filter(|way| !of_no_change.contains(&way.id.as_str())) {
        assert!(!way.case.changes().is_empty(), "`diff` shows nothing of {}", way.id);
    }
}

fn page(ways: &Ways) -> String {
    let mut page = String::from(
        "# Ways to leave a promise without saying so\n\n\
         What an author could do to get rid of a promise, and the rule that refuses it. Each way is a case in\n\
         [`evasion.toml`](evasion.toml), unless another file is named. This page is written by `cargo xtask bless rules`.\n\n\
         | way | refused by | test |\n|---|---|---|\n",
    );
    let rule = |id: &str| format!("[`{id}`](../fixtures/rules/{id})");
    for Way {
        id, refused_by, case, ..
    } in &ways.way
    {
        let _ = writeln!(page, "| {} | {} | `{id}` |", case.shows, rule(refused_by));
    }
    for Elsewhere { way, refused_by, file } in &ways.elsewhere {
        let _ = writeln!(page, "| {way} | {} | [`{file}`](../../{file}) |", rule(refused_by));
    }
    page.push_str("\n## What stays possible, and why\n\n| way | why |\n|---|---|\n");
    for Open { way, why } in &ways.open {
        let _ = writeln!(page, "| {way} | {why} |");
    }
    page
}

#[test]
fn the_page_lists_every_way() {
    let ways = ways();
    let named = ways.way.iter().map(|way| &way.refused_by);
    for id in named.chain(ways.elsewhere.iter().map(|it| &it.refused_by)) {
        assert!(rules::find(id).is_some(), "there is no rule `{id}`");
    }
    for Elsewhere { file, .. } in &ways.elsewhere {
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file).is_file(),
            "{file}"
        );
    }
    let (path, page) = (path("evasion.md"), page(&ways));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).expect("the page is written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == page, "`cargo xtask bless rules` writes the page anew");
}
