//! What a command runs in: the only place that reads the environment and the clock.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::child::Children;
use crate::output::Output;

/// What a command runs in.
#[derive(Clone, Debug)]
pub struct Context {
    /// Where it prints.
    pub output: Output,
    /// What it calls.
    pub children: Children,
    /// The folder it was called in.
    pub folder: PathBuf,
    /// The cargo that called it.
    pub cargo: OsString,
    /// The date, in UTC.
    pub date: Date,
}

/// Why nothing can be run here.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    /// There is no folder to run in.
    #[error("cannot find the current folder: {0}: change to one that exists")]
    Folder(io::Error),
    /// The system takes no handler.
    #[error("cannot take interrupts: {0}")]
    Interrupts(ctrlc::Error),
}

impl Context {
    /// What the environment says.
    ///
    /// # Errors
    ///
    /// See [`ContextError`].
    pub fn from_environment(output: Output) -> Result<Self, ContextError> {
        Ok(Self {
            output,
            children: Children::taking_interrupts().map_err(ContextError::Interrupts)?,
            folder: env::current_dir().map_err(ContextError::Folder)?,
            cargo: env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")),
            date: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        })
    }
}
