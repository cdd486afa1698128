//! For code scanning: [SARIF 2.1.0].
//!
//! A rule is listed where something of it was found. Paths are relative to `%SRCROOT%`, which is the root of the repository. Code
//! hosts refuse a log with a result without a file: what is in none is placed on the policy, and a removed item on the file that it
//! was in, if that is still there, without a line. What a suppression of the policy covers is a result with an external
//! suppression.
//!
//! [SARIF 2.1.0]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

use std::collections::BTreeSet;

use anyhow::Result;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use stability::render::escape::line;
use stability_policy::{Level, rules};

use super::{Entry, Judgement};
use crate::judge;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT: &str = "%SRCROOT%";

/// What is escaped in a path: all but what RFC 3986 calls unreserved, and the `/` between its parts.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The log of one run.
pub fn render(judgement: &Judgement<'_>) -> Result<String> {
    let entries: Vec<Entry<'_>> = judgement.entries().collect();
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.finding.rule).collect();
    let results = entries.iter().map(|entry| {
        let index = ids.iter().position(|id| *id == entry.finding.rule);
        result(judgement, entry, index)
    });
    let rules: Vec<Value> = ids.iter().map(|id| rule(id)).collect();
    judge::json(&log(&rules, &results.collect::<Vec<_>>()))
}

/// The log of one run with these rules and results.
pub fn log(rules: &[Value], results: &[Value]) -> Value {
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "cargo-stability",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A place in a file of the repository, at a line and a column if they are known.
pub fn physical(path: &str, position: Option<(usize, usize)>) -> Value {
    let mut physical = json!({
        "artifactLocation": {
            "uri": utf8_percent_encode(path, PATH).to_string(),
            "uriBaseId": ROOT,
        },
    });
    if let Some((line, column)) = position {
        physical["region"] = json!({ "startLine": line, "startColumn": column });
    }
    physical
}

fn rule(id: &str) -> Value {
    let Some(rule) = rules::find(id) else {
        return json!({ "id": id });
    };
    json!({
        "id": id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.reason },
        "help": { "text": format!("{}\n\nFor example: {}", rule.advice, rule.example) },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": rule.clauses },
    })
}

fn result(judgement: &Judgement<'_>, entry: &Entry<'_>, rule_index: Option<usize>) -> Value {
    let finding = entry.finding;
    let mut physical = physical(&judgement.file(entry), None);
    if let Some(line) = entry.current_line() {
        physical["region"] = json!({ "startLine": line });
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": level(finding.level),
        "message": { "text": without_links(&judgement.message(entry)) },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "fullyQualifiedName": line(&finding.subject) }],
        }],
        "partialFingerprints": { "stability/v1": finding.fingerprint },
    });
    if let Some(reason) = entry.reason {
        let justification = without_links(&line(reason));
        result["suppressions"] = json!([{ "kind": "external", "justification": justification }]);
    }
    result
}

/// A text as a message, in which `[words](address)` would be a link.
pub fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}

/// A level in the words of the format.
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "none",
    }
}
