//! For a comment on a review: Markdown as code hosts show it.

use std::io::{self, Write};

use stability::render::escape::{cell, code, paragraph, prose};
use stability_policy::{Finding, Level};

use super::Judgement;

/// Writes a heading with the verdict, a table of the findings, and one of what is suppressed, folded.
///
/// # Errors
///
/// Those of the writer.
pub fn write(judgement: &Judgement<'_>, out: &mut dyn Write) -> io::Result<()> {
    let verdict = judgement.verdict;
    let heading = if verdict.is_kept() {
        "The promise is kept"
    } else {
        "The promise is broken"
    };
    writeln!(out, "### {heading}\n")?;
    writeln!(out, "{}: {}.", paragraph(&judgement.title()), judgement.summary())?;
    if !verdict.findings.is_empty() {
        writeln!(
            out,
            "\n| | rule | of | what is wrong | what to do |\n|---|---|---|---|---|"
        )?;
        for level in [Level::Deny, Level::Warn] {
            let findings = verdict.findings.iter();
            for finding in findings.filter(|finding| finding.level == level) {
                row(judgement, finding, &finding.advice, out)?;
            }
        }
        writeln!(out, "\n`cargo stability explain <rule>` says why a rule is asked for.")?;
    }
    if !verdict.suppressed.is_empty() {
        let count = verdict.suppressed.len();
        writeln!(out, "\n<details><summary>{count} suppressed</summary>\n")?;
        writeln!(
            out,
            "| | rule | of | what was found | why it is not reported |\n|---|---|---|---|---|"
        )?;
        for suppressed in &verdict.suppressed {
            row(judgement, &suppressed.finding, &suppressed.reason, out)?;
        }
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

fn row(judgement: &Judgement<'_>, finding: &Finding, last: &str, out: &mut dyn Write) -> io::Result<()> {
    let Finding {
        level,
        rule,
        subject,
        message,
        ..
    } = finding;
    let was = judgement
        .old_file(finding)
        .map(|file| format!("was in {}", code(&file)));
    let place = judgement.spot(finding).map(|spot| code(&spot.to_string())).or(was);
    let subject = code(subject);
    let cells = [
        level.to_string(),
        code(rule),
        place.map_or(subject.clone(), |place| format!("{subject}<br>{place}")),
        prose(message),
        prose(last),
    ];
    writeln!(out, "| {} |", cells.map(|markdown| cell(&markdown)).join(" | "))
}
