//! For the log of a GitHub workflow: [commands] that it shows as annotations on the lines of the change.
//!
//! GitHub shows ten errors and ten warnings of a step and leaves the others in the log; those that refuse the change come first,
//! and the summary counts all of them. An annotation shows only on a file of the change.
//!
//! [commands]: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

use stability::render::escape::line;
use stability_policy::Level;

use super::{Entry, Judgement};

/// A command for each finding, and one for the summary.
pub fn render(judgement: &Judgement<'_>) -> String {
    let annotations = judgement
        .by_level()
        .into_iter()
        .map(|entry| annotation(judgement, &entry));
    let summary = data(&format!("{}: {}", judgement.title(), judgement.summary()));
    annotations.collect::<String>() + &format!("::notice title=cargo stability::{summary}\n")
}

fn annotation(judgement: &Judgement<'_>, entry: &Entry<'_>) -> String {
    let command = if entry.finding.level == Level::Deny {
        "error"
    } else {
        "warning"
    };
    let mut properties = String::new();
    if let Some(path) = entry.current_path() {
        properties += &format!("file={},", property(path));
        if let Some(number) = entry.line {
            properties += &format!("line={number},");
        }
    }
    let (title, message) = (property(entry.finding.rule), data(&judgement.message(entry)));
    format!("::{command} {properties}title={title}::{message}\n")
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property, which `,` and `:` would end.
fn property(text: &str) -> String {
    data(&line(text)).replace(':', "%3A").replace(',', "%2C")
}
