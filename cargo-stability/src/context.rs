//! What a command runs in: the only place that reads the environment and the clock.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::child::Children;
use crate::coverage::STANDS_FOR;
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
    /// The rustdoc that cargo would call.
    pub rustdoc: OsString,
    /// The file of this program.
    pub program: PathBuf,
    /// The date, in UTC.
    pub date: Date,
}

/// Why nothing can be run here.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    /// There is no folder to run in.
    #[error("cannot find the current folder: {0}: change to one that exists")]
    Folder(io::Error),
    /// The system does not say which file this program is.
    #[error("cannot find the file of this program: {0}")]
    Program(io::Error),
    /// The system takes no handler.
    #[error("cannot take interrupts: {0}")]
    Interrupts(ctrlc::Error),
}

/// The rustdoc that this program was called in place of.
pub fn stands_for() -> Option<OsString> {
    env::var_os(STANDS_FOR)
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
            children: Children::taking_interrupts(output).map_err(ContextError::Interrupts)?,
            folder: env::current_dir().map_err(ContextError::Folder)?,
            cargo: env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")),
            rustdoc: env::var_os("RUSTDOC").unwrap_or_else(|| OsString::from("rustdoc")),
            program: env::current_exe().map_err(ContextError::Program)?,
            date: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        })
    }
}
