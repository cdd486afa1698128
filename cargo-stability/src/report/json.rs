//! For a program: JSON of the schema [`SCHEMA`], which `schema/findings-1.json` describes.
//!
//! | key | is |
//! |---|---|
//! | `schema` | [`SCHEMA`]; keys may be added under it, and none changes or goes |
//! | `kept` | whether nothing refuses the change |
//! | `required` | the smallest bump that permits all that a release can permit, or `never` |
//! | `smallest` | for each package the smallest version that permits all that a release can permit |
//! | `unanswered` | the questions that the policy asks and that have no answer |
//! | `baseline`, `today` | what it was compared with, and the day of the judgement or `null` |
//! | `packages` | name, `from` (`null` where it is new) and `to` of each |
//! | `compared` | `items`, how many were promised; `not_compared`, those that were compared only as written, each with its `reason`; `has_breaks`; `undecided`, how many changes may be breaks; `not_built`, the builds that were not made, each with its `reason` |
//! | `uncovered` | the public items of which nothing is promised, each with the `reason`; `null` where it is not known |
//! | `findings` | by package, subject and rule |
//! | `suppressed` | the same, each with its `reason` |
//!
//! A finding has `rule`, `level` (`warn` or `deny`), `package`, `subject`, `message`, `advice`, `clauses` and `fingerprint`,
//! `required` (the bump that permits it, or `null` where it must be fixed whatever the release is), the
//! `place` as the rule gives it (`in`: `source`, `baseline`, `manifest`, `policy`, `file`, `commit` or `project`), and the `path`
//! of its file below the root of the repository, or `null`. `baseline` is the place of a removed item: that line of the file is
//! another one now.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use semver::Version;
use serde::Serialize;
use stability_policy::{Compared, Finding, Permit};

use super::{Entry, Judgement, Package};
use crate::judge;
use crate::shape::Uncovered;

/// The schema.
pub const SCHEMA: &str = "stability/findings@1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    kept: bool,
    required: Permit,
    smallest: &'a BTreeMap<String, Version>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unanswered: &'a [String],
    baseline: &'a str,
    today: Option<Date>,
    packages: &'a [Package],
    compared: &'a Compared,
    uncovered: Option<&'a [Uncovered]>,
    findings: Vec<JsonFinding<'a>>,
    suppressed: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// The document, with two spaces of indentation and a newline at the end.
pub fn render(judgement: &Judgement<'_>) -> Result<String> {
    let entries = judgement.entries().map(
        |Entry {
             finding, path, reason, ..
         }| JsonFinding { finding, path, reason },
    );
    let (findings, suppressed) = entries.partition(|it| it.reason.is_none());
    judge::json(&Document {
        schema: SCHEMA,
        kept: judgement.verdict.is_kept(),
        required: judgement.verdict.required,
        smallest: &judgement.verdict.smallest,
        unanswered: &judgement.verdict.unanswered,
        baseline: &judgement.baseline,
        today: judgement.today,
        packages: &judgement.packages,
        compared: &judgement.verdict.compared,
        uncovered: judgement.uncovered,
        findings,
        suppressed,
    })
}
