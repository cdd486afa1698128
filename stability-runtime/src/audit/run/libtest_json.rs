//! The JSON of libtest, and of nextest in its form.

use alloc::string::ToString;
use alloc::vec::Vec;

use serde::Deserialize;

use super::{Origin, Outcome, RunError, TestResult};

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    event: &'a str,
    #[serde(default)]
    name: alloc::string::String,
}

pub(super) fn read(text: &str) -> Result<Vec<TestResult>, RunError> {
    let events = || {
        text.lines()
            .filter_map(|line| serde_json::from_str::<Line<'_>>(line).ok())
    };
    if events().next().is_none() {
        return Err(RunError::new("no line is an event of a test run in JSON".to_string()));
    }
    Ok(events()
        .filter(|event| event.kind == "test")
        .filter_map(result)
        .collect())
}

fn result(event: Line<'_>) -> Option<TestResult> {
    let outcome = match event.event {
        "ok" => Outcome::Passed,
        "failed" | "timeout" => Outcome::Failed,
        "ignored" => Outcome::Ignored,
        _ => return None,
    };
    // nextest puts the binary before the name, and `#2` behind it where a test is tried again.
    let (origin, name) = match event.name.split_once('$') {
        Some((suite, name)) => (Origin::Suite(suite.to_string()), name),
        None => (Origin::Unknown, event.name.as_str()),
    };
    let name = match name.rsplit_once('#') {
        Some((name, attempt)) if attempt.parse::<u32>().is_ok() => name,
        _ => name,
    };
    Some(TestResult {
        origin,
        name: name.to_string(),
        outcome,
    })
}
