//! What `cargo test` prints.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Origin, Outcome, RunError, TestResult};

pub(super) fn read(text: &str) -> Result<Vec<TestResult>, RunError> {
    let mut results = Vec::new();
    let mut origin = Origin::Unknown;
    // The results since `running 3 tests`; the output of failed tests comes after the list and does not count.
    let mut list: Option<Vec<TestResult>> = None;
    for line in text.lines() {
        let line = without_colours(line);
        if let Some(next) = heading(&line) {
            results.extend(list.take().unwrap_or_default());
            origin = next;
        } else if is_start(&line) {
            results.extend(list.replace(Vec::new()).unwrap_or_default());
        } else if line == "failures:" || line == "successes:" {
            results.extend(list.as_mut().map(core::mem::take).unwrap_or_default());
            // The summary that follows is of a list that was read.
            list = None;
        } else if let Some(list) = &mut list {
            if line.starts_with("test result: ") {
                check(&line, list)?;
                results.append(list);
            } else if let Some((name, outcome)) = result(&line) {
                list.push(TestResult {
                    origin: origin.clone(),
                    name,
                    outcome,
                });
            }
        }
    }
    results.extend(list.unwrap_or_default());
    Ok(results)
}

/// `Running unittests src/lib.rs (target/debug/deps/aioc-3fa9)` or `Doc-tests aioc`.
fn heading(line: &str) -> Option<Origin> {
    let line = line.strip_prefix("   ")?.trim_start();
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(Origin::Documentation(name.to_string()));
    }
    let (_, path) = line.strip_prefix("Running ")?.strip_suffix(')')?.rsplit_once('(')?;
    let file = path.rsplit(['/', '\\']).next()?;
    let stem = file.strip_suffix(".exe").unwrap_or(file);
    Some(Origin::Binary(stem.to_string()))
}

/// `running 3 tests`.
fn is_start(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    matches!(words.as_slice(), ["running", count, "test" | "tests"] if count.parse::<u32>().is_ok())
}

/// `test tests::deny - should panic ... ok`.
fn result(line: &str) -> Option<(String, Outcome)> {
    let (name, outcome) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let word = outcome.split([' ', ',']).next()?;
    let outcome = match word {
        "ok" => Outcome::Passed,
        "FAILED" => Outcome::Failed,
        "ignored" => Outcome::Ignored,
        _ => return None,
    };
    let kinds = [" - should panic", " - compile fail", " - compile"];
    let name = kinds.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    Some((name.to_string(), outcome))
}

/// The list has as many of each as its summary says.
fn check(line: &str, list: &[TestResult]) -> Result<(), RunError> {
    for (word, outcome) in [
        ("passed", Outcome::Passed),
        ("failed", Outcome::Failed),
        ("ignored", Outcome::Ignored),
    ] {
        let stated = line
            .split([';', '.'])
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<usize>().ok());
        let found = list.iter().filter(|result| result.outcome == outcome).count();
        if stated.is_some_and(|stated| stated != found) {
            let stated = stated.unwrap_or_default();
            return Err(RunError::new(format!(
                "the test run reports {stated} {word}, but its list has {found}: run the tests without \
                 `--nocapture`, with the pretty format, and keep the whole output",
            )));
        }
    }
    Ok(())
}

/// The line without what colours it on a terminal.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain += before;
        rest = after
            .split_once(|c: char| c.is_ascii_alphabetic())
            .map_or("", |(_, rest)| rest);
    }
    plain + rest
}
