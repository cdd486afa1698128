//! The tables of the README say what is there.

use stability::{Contract, Kind};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const README: &str = include_str!("../../../README.md");

/// The text between backquotes.
fn quoted() -> impl Iterator<Item = &'static str> {
    README.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn every_test_that_it_names_exists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/governance");
    let named: BTreeSet<_> = quoted().filter_map(|word| word.split_once("::")).collect();
    let tests = named
        .into_iter()
        .filter(|(module, _)| folder.join(format!("{module}.rs")).exists());
    let mut count = 0;
    for (module, name) in tests {
        let source = fs::read_to_string(folder.join(format!("{module}.rs"))).unwrap();
        let lines: Vec<_> = source.lines().collect();
        let place = lines.iter().position(|line| line.starts_with(&format!("fn {name}()")));
        let place = place.unwrap_or_else(|| panic!("no test {module}::{name}"));
        assert!(
            lines[place.saturating_sub(2)..place].contains(&"#[test]"),
            "{module}::{name}"
        );
        count += 1;
    }
    assert!(count > 30, "{count}");
}

#[test]
fn every_named_history_exists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/behaviour");
    let named: BTreeSet<_> = quoted().filter_map(|word| word.strip_prefix("histories::")).collect();
    let histories = named.iter().filter_map(|history| history.split_once("::"));
    for (module, name) in histories {
        let source = fs::read_to_string(folder.join(format!("histories/{module}.rs"))).unwrap();
        assert!(source.contains(&format!("#[test]\nfn {name}()")), "{module}::{name}");
    }
    assert_eq!(named.len(), 1, "{named:?}");
}

#[test]
fn every_guarantee_is_listed() {
    let words: BTreeSet<_> = quoted().collect();
    let contract = Contract::linked().unwrap();
    let promised = contract.items().iter().filter(|item| item.package == "aioc");
    let guarantees: Vec<_> = promised.filter(|item| item.kind == Kind::Guarantee).collect();
    assert_eq!(guarantees.len(), 20);
    for item in guarantees {
        let id = item.id.trim_start_matches("guarantee ");
        assert!(words.contains(id), "{id}");
    }
}
