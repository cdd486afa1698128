//! The JUnit file of nextest.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use roxmltree::{Document, Node};

use super::{Origin, Outcome, RunError, TestResult};

pub(super) fn read(text: &str) -> Result<Vec<TestResult>, RunError> {
    let document = Document::parse(text).map_err(|error| RunError::new(format!("this is not XML: {error}")))?;
    let root = document.root_element();
    if !matches!(root.tag_name().name(), "testsuites" | "testsuite") {
        let name = root.tag_name().name();
        return Err(RunError::new(format!(
            "this is not a JUnit file: it starts with `{name}`, not with `testsuites`"
        )));
    }
    root.descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| result(&node))
        .collect()
}

fn result(case: &Node<'_, '_>) -> Result<TestResult, RunError> {
    let name = case
        .attribute("name")
        .ok_or_else(|| RunError::new("a `testcase` of the JUnit file has no `name`".to_string()))?;
    let suite = case.parent().and_then(|suite| suite.attribute("name"));
    let has = |tag: &str| case.children().any(|child| child.has_tag_name(tag));
    // Of a test that was tried again, `flakyFailure` tells of one that passed in the end.
    let outcome = if has("failure") || has("error") {
        Outcome::Failed
    } else if has("skipped") {
        Outcome::Ignored
    } else {
        Outcome::Passed
    };
    Ok(TestResult {
        origin: suite.map_or(Origin::Unknown, |suite| Origin::Suite(suite.to_string())),
        name: name.to_string(),
        outcome,
    })
}
