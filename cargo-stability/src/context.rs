//! What a command runs in: the only place that reads the environment and the clock.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::compiler_wrapper::{self, WrappedCall};
use crate::output::Output;
use crate::process::Processes;

/// What a command runs in.
#[derive(Clone, Debug)]
pub struct Context {
    /// Where it prints.
    pub output: Output,
    /// What it calls.
    pub processes: Processes,
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

/// What cargo has called this program for, with `first` as its first argument; `None` where a user called it.
pub fn wrapped_call(first: Option<&OsStr>) -> Option<WrappedCall> {
    let [rustdoc, wrapper] = [compiler_wrapper::RUSTDOC, compiler_wrapper::RUSTC_WRAPPER].map(env::var_os);
    WrappedCall::new(rustdoc, wrapper, first)
}

/// How the names of variables begin that change what cargo builds out of the same source. What a build script reads besides is not
/// known.
const BUILD_VARIABLE_PREFIXES: [&str; 11] = [
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
    let changes_builds = |name: &OsStr| {
        let name = name.to_string_lossy();
        BUILD_VARIABLE_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    };
    let mut variables: Vec<_> = env::vars_os().filter(|(name, _)| changes_builds(name)).collect();
    variables.sort();
    variables
}

impl Context {
    /// Reads the environment.
    pub fn from_environment(output: Output) -> Result<Self> {
        Ok(Self {
            output,
            processes: Processes::taking_interrupts(output)
                .map_err(|reason| anyhow!("cannot take interrupts: {reason}"))?,
            folder: env::current_dir()
                .map_err(|reason| anyhow!("cannot find the current folder: {reason}: change to one that exists"))?,
            cargo: env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")),
            rustdoc: env::var_os("RUSTDOC").unwrap_or_else(|| OsString::from("rustdoc")),
            rustc: env::var_os("RUSTC").or_else(|| env::var_os("CARGO_BUILD_RUSTC")),
            rustc_wrapper: env::var_os("RUSTC_WRAPPER").or_else(|| env::var_os("CARGO_BUILD_RUSTC_WRAPPER")),
            build_variables: build_variables(),
            program: env::current_exe().map_err(|reason| anyhow!("cannot find the file of this program: {reason}"))?,
            date: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        })
    }
}
