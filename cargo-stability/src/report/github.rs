//! For the log of a GitHub workflow: [commands] that it shows as annotations on the lines of the change.
//!
//! GitHub shows ten errors and ten warnings of a step and leaves the others in the log; those that refuse the change come first,
//! and the summary counts all of them. An annotation shows only on a file of the change.
//!
//! [commands]: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

use std::io::{self, Write};

use stability_policy::{Finding, Level};

use stability::render::escape::line;

use super::Judgement;

/// Writes a command for each finding, and one for the summary.
///
/// # Errors
///
/// Those of the writer.
pub fn write(judgement: &Judgement<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (level, command) in [(Level::Deny, "error"), (Level::Warn, "warning")] {
        let findings = judgement.verdict.findings.iter();
        for finding in findings.filter(|finding| finding.level == level) {
            annotation(judgement, finding, command, out)?;
        }
    }
    let summary = data(&format!("{}: {}", judgement.title(), judgement.summary()));
    writeln!(out, "::notice title=cargo stability::{summary}")
}

fn annotation(judgement: &Judgement<'_>, finding: &Finding, command: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "::{command} ")?;
    if let Some(spot) = judgement.spot(finding) {
        write!(out, "file={},", property(&spot.path))?;
        if let Some(number) = spot.line {
            write!(out, "line={number},")?;
        }
    }
    writeln!(
        out,
        "title={}::{}",
        property(finding.rule),
        data(&judgement.message(finding))
    )
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property, which `,` and `:` would end.
fn property(text: &str) -> String {
    data(&line(text)).replace(':', "%3A").replace(',', "%2C")
}
