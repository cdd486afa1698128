//! The table of the README: clauses and the tests that show them.

use std::fs;

const README: &str = include_str!("../../../README.md");
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service");
const HISTORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/behaviour");

/// The tests that a row of the table names, each with its module.
fn named(row: &str) -> Vec<(&str, &str)> {
    let words = row.split('`').filter_map(|word| word.rsplit_once("::"));
    let is_name = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b':'))
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
        "OR-01", "OR-02", "OR-03", "OR-04", "OR-05", "OR-06", "OR-07", "OR-08", "OR-09", "OR-10", "OR-11", "OR-12",
        "OR-13", "OR-14", "OR-15", "OR-16",
    ];
    assert_eq!(clauses, expected);
    for row in rows {
        let tests = named(row);
        assert!(!tests.is_empty(), "{row}");
        for (module, test) in tests {
            let folder = if module.starts_with("histories::") {
                HISTORIES
            } else {
                TESTS
            };
            let file = format!("{folder}/{}.rs", module.replace("::", "/"));
            let source = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(source.contains(&format!("fn {test}()")), "{module}::{test}");
        }
    }
}
