//! The table of the README: clauses and the tests that show them.

use std::fs;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// The file and the name of a test: `histories::nika::name` of the repository, or `file.rs::name` below the example.
fn place(word: &str) -> Option<(String, &str)> {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let (place, name) = word.rsplit_once("::")?;
    if place.starts_with("histories::") {
        let file = place.replace("::", "/");
        return Some((format!("{example}/../../tests/behaviour/{file}.rs"), name));
    }
    let is_file = Path::new(place).extension().is_some_and(|extension| extension == "rs");
    is_file.then(|| (format!("{example}/{place}"), name))
}

#[test]
fn each_clause_has_a_test_and_each_test_exists() {
    let rows: Vec<&str> = README.lines().filter(|line| line.starts_with("| NI-")).collect();
    let clauses: Vec<&str> = rows.iter().map(|row| &row[2..7]).collect();
    let expected: Vec<String> = (1..=16).map(|number| format!("NI-{number:02}")).collect();
    assert_eq!(clauses, expected);
    for row in rows {
        let tests: Vec<_> = row.split('`').skip(1).step_by(2).filter_map(place).collect();
        assert!(!tests.is_empty(), "{row}");
        for (file, name) in tests {
            let source = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
            let test = format!("fn {name}()");
            let (before, _) = source
                .split_once(&test)
                .unwrap_or_else(|| panic!("no `{test}` in {file}"));
            assert!(before.trim_end().ends_with("#[test]"), "{name}");
        }
    }
}
