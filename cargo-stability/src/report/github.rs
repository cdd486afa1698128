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
    annotations.collect::<String>() + &notice(&format!("{}: {}", judgement.title(), judgement.summary()))
}

/// The command for a summary.
pub fn notice(summary: &str) -> String {
    format!("::notice title=cargo stability::{}\n", data(summary))
}

fn annotation(judgement: &Judgement<'_>, entry: &Entry<'_>) -> String {
    let position = entry.current_path().map(|path| (path, entry.line));
    let finding = entry.finding;
    command(finding.level, position, finding.rule, &judgement.message(entry))
}

/// The command for a message about a file and a line of it.
pub fn command(level: Level, position: Option<(&str, Option<u32>)>, title: &str, message: &str) -> String {
    let command = if level == Level::Deny { "error" } else { "warning" };
    let mut properties = String::new();
    if let Some((path, line)) = position {
        properties += &format!("file={},", property(path));
        if let Some(number) = line {
            properties += &format!("line={number},");
        }
    }
    let (title, message) = (property(title), data(message));
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
