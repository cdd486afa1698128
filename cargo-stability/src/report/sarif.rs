//! For code scanning: [SARIF 2.1.0].
//!
//! A rule is listed where something of it was found. Paths are relative to `%SRCROOT%`, which is the root of the repository. Code
//! hosts refuse a log with a result without a file: what is in none is placed on the policy, and a removed item on the file that it
//! was in, if that is still there, without a line. What a suppression of the policy covers is a result with an external
//! suppression.
//!
//! [SARIF 2.1.0]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

use std::collections::BTreeMap;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use stability::render::escape::line;
use stability_policy::{Finding, Level, Rule, rules};

use super::{Judgement, Spot};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT: &str = "%SRCROOT%";

/// What is escaped in a path: all but what RFC 3986 calls unreserved, and the `/` between its parts.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Writes the log of one run.
///
/// # Errors
///
/// Those of the writer.
pub fn write(judgement: &Judgement<'_>, out: &mut dyn Write) -> io::Result<()> {
    let verdict = judgement.verdict;
    let reported = verdict.findings.iter().map(|finding| (finding, None));
    let suppressed = verdict.suppressed.iter();
    let suppressed = suppressed.map(|suppressed| (&suppressed.finding, Some(suppressed.reason.as_str())));
    let findings: Vec<(&Finding, Option<&str>)> = reported.chain(suppressed).collect();

    let ids = findings.iter().map(|(finding, _)| (finding.rule, 0));
    let mut indexes: BTreeMap<&str, usize> = ids.collect();
    for (index, place) in indexes.values_mut().enumerate() {
        *place = index;
    }
    let driver = Driver {
        name: "cargo-stability",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: indexes.keys().map(|id| Descriptor::of(id)).collect(),
    };
    let results = findings
        .into_iter()
        .map(|(finding, reason)| SarifResult::of(judgement, finding, reason, indexes[finding.rule]));
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            original_uri_base_ids: BTreeMap::from([(ROOT, Base::default())]),
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

/// A base of paths of which only the reader knows where it is.
#[derive(Serialize)]
struct Base {
    description: Text,
}

impl Default for Base {
    fn default() -> Self {
        Self {
            description: Text::new("The root of the repository."),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: &'static [&'static str],
}

#[derive(Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl Descriptor {
    fn of(id: &str) -> Self {
        let rule = rules::find(id);
        let text = |text: fn(&Rule) -> String| rule.map(|rule| Text::new(text(rule)));
        Self {
            id: id.to_owned(),
            short_description: text(|rule| rule.summary.to_owned()),
            full_description: text(|rule| rule.reason.to_owned()),
            help: text(|rule| format!("{}\n\nFor example: {}", rule.advice, rule.example)),
            default_configuration: rule.map(|rule| Configuration {
                level: level(rule.level),
            }),
            properties: rule.map(|rule| Properties { tags: rule.clauses }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Place; 1],
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: Physical,
    logical_locations: [Logical; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

impl<'a> SarifResult<'a> {
    fn of(judgement: &Judgement<'_>, finding: &'a Finding, reason: Option<&str>, rule_index: usize) -> Self {
        Self {
            rule_id: finding.rule,
            rule_index,
            level: level(finding.level),
            message: Text::new(said(&judgement.message(finding))),
            locations: [Place {
                physical_location: Physical::of(spot(judgement, finding)),
                logical_locations: [Logical {
                    fully_qualified_name: line(&finding.subject),
                }],
            }],
            partial_fingerprints: BTreeMap::from([("stability/v1", finding.fingerprint.as_str())]),
            suppressions: reason.map(|reason| {
                [Suppression {
                    kind: "external",
                    justification: said(&line(reason)),
                }]
            }),
        }
    }
}

/// A file for every finding, and its line where it has one.
fn spot(judgement: &Judgement<'_>, finding: &Finding) -> Spot {
    let old_file = || {
        let path = judgement.old_file(finding)?;
        judgement.sources.text(&path).is_some().then_some(path)
    };
    judgement.spot(finding).unwrap_or_else(|| Spot {
        path: old_file().unwrap_or_else(|| judgement.sources.whole()),
        line: None,
    })
}

/// A text as a message, in which `[words](address)` would be a link.
fn said(text: &str) -> String {
    text.replace("](", "] (")
}

impl Physical {
    fn of(spot: Spot) -> Self {
        Self {
            artifact_location: Artifact {
                uri: utf8_percent_encode(&spot.path, PATH).to_string(),
                uri_base_id: ROOT,
            },
            region: spot.line.map(|start_line| Region { start_line }),
        }
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "none",
    }
}
