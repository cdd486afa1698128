//! How the program ends.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use stability::render::escape::line;

use crate::output::Output;
use crate::output::sanitize::{Syntax, sanitize};

/// What a command that ran to its end found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to object.
    Success,
    /// Findings at level deny, or drift.
    Findings,
    /// A question without an answer, so that nobody knows whether there is something to object.
    Unanswered,
}

/// The command could not complete: bad usage, a bad file, a failed build. Clap ends with the same.
pub const COULD_NOT_COMPLETE: u8 = 2;

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Says why the command could not complete.
pub fn failed(output: Output, error: &dyn Display) -> ExitCode {
    output.error(error);
    ExitCode::from(COULD_NOT_COMPLETE)
}

/// Prints the messages of clap: help, the version, or a mistake in the arguments.
pub fn usage(mut error: clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_COMPLETE);
    for (kind, value) in escaped_context(&error) {
        error.insert(kind, value);
    }
    let text = sanitize(&error.render().ansi().to_string(), Syntax::Text);
    // A reader that has closed the pipe does not want it.
    let _ = if error.use_stderr() {
        anstream::stderr().write_all(text.as_bytes())
    } else {
        anstream::stdout().write_all(text.as_bytes())
    };
    ExitCode::from(code)
}

/// The parts of a mistake that repeat the command line and cannot be shown as they are, escaped. Suggestions that repeat them are
/// left out.
fn escaped_context(error: &clap::Error) -> Vec<(ContextKind, ContextValue)> {
    let escaped: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) if line(text) != *text => Some((kind, ContextValue::String(line(text)))),
            _ => None,
        })
        .collect();
    if escaped.is_empty() {
        return escaped;
    }
    let suggestions = error
        .context()
        .filter(|(_, value)| matches!(value, ContextValue::StyledStrs(_)));
    let removed = suggestions.map(|(kind, _)| (kind, ContextValue::None));
    escaped.iter().cloned().chain(removed).collect()
}
