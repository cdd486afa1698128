//! How the program ends.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use stability::render::escape::line;

use crate::output::Output;
use crate::output::guard::{Form, guarded};

/// What a command that ran to its end says of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to object.
    Kept,
    /// Findings at level deny, or drift.
    Found,
}

/// The command could not complete: bad usage, a bad file, a failed build. Clap ends with the same.
pub(crate) const COULD_NOT_COMPLETE: u8 = 2;

impl Outcome {
    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Kept => 0,
            Self::Found => 1,
        }
    }
}

/// Says why the command could not complete.
pub(crate) fn failed(output: Output, error: &dyn Display) -> ExitCode {
    output.error(error);
    ExitCode::from(COULD_NOT_COMPLETE)
}

/// Prints what clap has to say: help, the version, or a mistake in the arguments.
pub(crate) fn usage(mut error: clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_COMPLETE);
    for (kind, value) in foreign(&error) {
        error.insert(kind, value);
    }
    let text = guarded(&error.render().ansi().to_string(), Form::Text);
    // Who has closed the pipe does not want to read it.
    let _ = if error.use_stderr() {
        anstream::stderr().write_all(text.as_bytes())
    } else {
        anstream::stdout().write_all(text.as_bytes())
    };
    ExitCode::from(code)
}

/// What of a mistake was written on the command line and cannot be shown as it is, as it is shown. Suggestions that repeat it are
/// left out.
fn foreign(error: &clap::Error) -> Vec<(ContextKind, ContextValue)> {
    let shown: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) if line(text) != *text => Some((kind, ContextValue::String(line(text)))),
            _ => None,
        })
        .collect();
    let repeated = error
        .context()
        .filter(|(_, value)| matches!(value, ContextValue::StyledStrs(_)));
    let left_out: Vec<_> = repeated.map(|(kind, _)| (kind, ContextValue::None)).collect();
    if shown.is_empty() {
        shown
    } else {
        [shown, left_out].concat()
    }
}
