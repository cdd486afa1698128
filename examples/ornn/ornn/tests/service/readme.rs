//! The table of the README: clauses and the tests that show them.

use std::fs;

const README: &str = include_str!("../../../README.md");
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service");

/// The tests that a row of the table names.
fn named(row: &str) -> Vec<(&str, &str)> {
    let words = row.split('`').filter_map(|word| word.split_once("::"));
    let is_name = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    words
        .filter(|(module, test)| is_name(module) && is_name(test))
        .collect()
}

#[test]
fn each_clause_has_a_test_and_each_test_exists() {
    let rows: Vec<&str> = README.lines().filter(|line| line.starts_with("| OR-")).collect();
    let clauses: Vec<&str> = rows.iter().map(|row| &row[2..7]).collect();
    let expected = [
        "OR-01", "OR-02", "OR-05", "OR-06", "OR-07", "OR-08", "OR-09", "OR-11", "OR-12", "OR-13", "OR-16",
    ];
    assert_eq!(clauses, expected);
    for row in rows {
        let tests = named(row);
        assert!(!tests.is_empty(), "{row}");
        for (module, test) in tests {
            let source = fs::read_to_string(format!("{TESTS}/{module}.rs")).expect("the module exists");
            assert!(source.contains(&format!("fn {test}()")), "{module}::{test}");
        }
    }
}
