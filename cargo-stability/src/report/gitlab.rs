//! For GitLab: a [Code Quality report], which a merge request shows on the lines of the change.
//!
//! What is suppressed is left out, since the format has no state for it.
//!
//! [Code Quality report]: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

use anyhow::Result;
use serde_json::json;
use stability::render::escape::line;
use stability_policy::Level;

use super::Judgement;
use crate::judge;

/// The report: a list of findings.
pub fn render(judgement: &Judgement<'_>) -> Result<String> {
    let findings = judgement.by_level().into_iter().map(|entry| {
        let finding = entry.finding;
        json!({
            "description": format!("{}; help: {}", line(&finding.message), line(&finding.advice)),
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": if finding.level == Level::Deny { "major" } else { "minor" },
            // The format wants a line; that of a whole file is its first.
            "location": { "path": judgement.file(&entry), "lines": { "begin": entry.current_line().unwrap_or(1) } },
        })
    });
    judge::json(&findings.collect::<Vec<_>>())
}
