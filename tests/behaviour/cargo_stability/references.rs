//! The table of what the references call breaking names pairs, cases and rules that exist, with their verdicts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::witness::{PROBES, WITNESSES};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn entries(path: &str, list: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut table: Value = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    match table[list].take() {
        Value::Array(entries) => entries,
        other => panic!("{path} has no list `{list}`: {other}"),
    }
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_default()
}

/// The release that the facts of a pair need: `impl-added of S, std::fmt::Debug: minor`.
fn required(pair: &Value) -> &'static str {
    let facts = pair["facts"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let words = facts.filter_map(|fact| fact.rsplit(": ").next()?.split(',').next());
    let order = ["none", "minor", "undecided", "major"];
    let strongest = words.filter_map(|word| order.iter().position(|it| *it == word)).max();
    order[strongest.unwrap_or_default()]
}

/// The verdicts by what shows them.
fn shown() -> BTreeMap<String, &'static str> {
    let mut shown = BTreeMap::new();
    for pair in entries("../cargo-stability/src/shape/tests/pairs.toml", "pair") {
        shown.insert(format!("pair `{}`", text(&pair, "id")), required(&pair));
    }
    for file in ["kinds", "life", "tier", "wire"] {
        for case in entries(&format!("cases/{file}.toml"), "case") {
            let verdict = match text(&case, "expect") {
                "deny" => "major",
                "warn" => "warned",
                _ => "none",
            };
            shown.insert(format!("case `{}`", text(&case, "id")), verdict);
        }
    }
    for (list, word) in [(&WITNESSES[..], "witness"), (&PROBES[..], "probe")] {
        for (name, _, _, expected) in list {
            let verdict = match *expected {
                "" => "none",
                reason if reason.starts_with('?') => "undecided",
                _ => "major",
            };
            shown.insert(format!("{word} `{name}`"), verdict);
        }
    }
    for rule in fs::read_dir(folder("fixtures/rules")).expect("the rules have cases") {
        let name = rule.expect("they can be listed").file_name();
        shown.insert(format!("rule `{}`", name.to_string_lossy()), "rule");
    }
    shown
}

#[test]
fn each_row_of_the_table_is_shown_by_something() {
    let page = fs::read_to_string(folder("cases/references.md")).expect("the page is there");
    let shown = shown();
    let mut count = 0;
    let mut wrong = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, says, verdict, by] = cells[..] else {
            wrong.push(format!("not four cells: {row}"));
            continue;
        };
        if says == "they say" {
            continue;
        }
        count += 1;
        let is_right = match by.split_once(": ") {
            Some(("limit", reason)) => verdict == "not seen" && !reason.is_empty(),
            _ => shown.get(by) == Some(&verdict),
        };
        if !is_right || !["breaking", "possibly", "minor", "none"].contains(&says) {
            wrong.push(format!("{:?} is the verdict: {row}", shown.get(by)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 300, "the table has {count} rows");
}
