//! How the program ends.

use std::fmt::Display;
use std::process::ExitCode;

use crate::output::Output;

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
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_COMPLETE);
    // Who has closed the pipe does not want to read it.
    let _ = error.print();
    ExitCode::from(code)
}
