//! What a command runs in: the only place that reads the environment and the clock.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::child::Children;
use crate::output::Output;
use crate::stand_in::{self, StandIn};

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
    /// The rustc that cargo is told to call.
    pub rustc: Option<OsString>,
    /// The program through which cargo is told to call it.
    pub rustc_wrapper: Option<OsString>,
    /// The variables that change what cargo builds out of the same source, with their values, by name.
    pub build_variables: Vec<(OsString, OsString)>,
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

/// What cargo has called this program for, with `first` as its first argument; `None` where it is not cargo's call.
pub fn stands_in(first: Option<&OsStr>) -> Option<StandIn> {
    StandIn::of(
        env::var_os(stand_in::RUSTDOC),
        env::var_os(stand_in::RUSTC_WRAPPER),
        first,
    )
}

/// How the names of variables begin that change what cargo builds out of the same source. What a build script reads besides is not
/// known.
const OF_BUILDS: [&str; 11] = [
    "CARGO_BUILD_",
    "CARGO_ENCODED_",
    "CARGO_PROFILE_",
    "CARGO_REGISTRIES_",
    "CARGO_RESOLVER_",
    "CARGO_SOURCE_",
    "CARGO_TARGET_",
    "CARGO_UNSTABLE_",
    "RUSTC",
    "RUSTDOC",
    "RUSTFLAGS",
];

fn build_variables() -> Vec<(OsString, OsString)> {
    let is_of_builds = |name: &OsStr| {
        let name = name.to_string_lossy();
        OF_BUILDS.iter().any(|prefix| name.starts_with(prefix))
    };
    let mut variables: Vec<_> = env::vars_os().filter(|(name, _)| is_of_builds(name)).collect();
    variables.sort();
    variables
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
            rustc: env::var_os("RUSTC").or_else(|| env::var_os("CARGO_BUILD_RUSTC")),
            rustc_wrapper: env::var_os("RUSTC_WRAPPER").or_else(|| env::var_os("CARGO_BUILD_RUSTC_WRAPPER")),
            build_variables: build_variables(),
            program: env::current_exe().map_err(ContextError::Program)?,
            date: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        })
    }
}
