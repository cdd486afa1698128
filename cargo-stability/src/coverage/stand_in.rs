//! This program, called by cargo in place of rustdoc.

use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use crate::child::ChildError;

/// The variable by which this program knows that it stands in for rustdoc, and where that is.
pub const STANDS_FOR: &str = "CARGO_STABILITY_STANDS_FOR_RUSTDOC";

/// Calls rustdoc with leave to use unstable options, and ends as it does.
///
/// # Errors
///
/// That it cannot be called.
pub fn stand_in(rustdoc: &OsStr, arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, ChildError> {
    let mut call = Command::new(rustdoc);
    call.env("RUSTC_BOOTSTRAP", "1").env_remove(STANDS_FOR).args(arguments);
    let ended = call.status().map_err(|reason| ChildError::Call {
        program: rustdoc.to_string_lossy().into_owned(),
        reason,
    })?;
    Ok(if ended.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
