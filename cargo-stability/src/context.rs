//! What a command runs in: the only place that reads the environment and the clock.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::compiler_wrapper::{self, WrappedCall};
use crate::output::Output;
use crate::process::Processes;
use crate::uses::Compiled;

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
    /// The rustc that cargo calls.
    pub rustc: Option<OsString>,
    /// The program through which cargo calls it; empty for none.
    pub rustc_wrapper: Option<OsString>,
    /// The program that cargo must call for packages of the workspace; empty for none.
    pub rustc_workspace_wrapper: Option<OsString>,
    /// The folder of cargo's own files, if it is known.
    pub cargo_home: Option<PathBuf>,
    /// The variables that change what cargo builds out of the same source, with their values, by name.
    pub build_variables: Vec<(OsString, OsString)>,
    /// The file of this program.
    pub program: PathBuf,
    /// The date, in UTC.
    pub date: Date,
}

/// What cargo has called this program for, with `first` as its first argument; `None` where a user called it.
pub fn wrapped_call(first: Option<&OsStr>) -> Option<WrappedCall> {
    let wrapper = env::var_os(compiler_wrapper::RUSTC_WRAPPER).filter(|_| WrappedCall::is_first(first))?;
    // Cargo says so of the packages that it was asked for.
    let is_asked_for = env::var_os("CARGO_PRIMARY_PACKAGE").is_some();
    let marks = env::var_os(compiler_wrapper::MARKS).map(PathBuf::from);
    // As the wrapper for all packages, which marks need, cargo calls this program for dependencies too. For packages of the workspace
    // it is the other wrapper as well.
    let is_both = marks.is_some() && env::current_exe().ok().is_some_and(|it| Some(it.as_os_str()) == first);
    let is_of_workspace = marks.is_none() || is_both;
    Some(WrappedCall {
        wrapper: Some(wrapper).filter(|it| !it.is_empty()),
        workspace_wrapper: is_both.then(|| env::var_os(compiler_wrapper::RUSTC_WORKSPACE_WRAPPER).unwrap_or_default()),
        caps_lints: env::var_os(compiler_wrapper::CAPS_LINTS).is_some(),
        reports_uses: env::var_os(compiler_wrapper::USES)
            .filter(|_| is_of_workspace)
            .and_then(|_| compiled()),
        marks: marks.and_then(|folder| Some((folder, compiled()?))),
        descriptions: env::var_os(compiler_wrapper::DESCRIPTIONS)
            .filter(|_| is_asked_for)
            .map(PathBuf::from),
        rustdoc: env::var_os("RUSTDOC").or_else(|| env::var_os("CARGO_BUILD_RUSTDOC")),
    })
}

/// The package that cargo has rustc called for; `None` where it only asks rustc what that is.
fn compiled() -> Option<Compiled> {
    Some(Compiled {
        name: env::var("CARGO_PKG_NAME").ok()?,
        version: env::var("CARGO_PKG_VERSION").ok()?,
        folder: env::var_os("CARGO_MANIFEST_DIR")?.into(),
    })
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
                .map_err(|reason| anyhow!("cannot handle Ctrl-C and other signals: {reason}"))?,
            folder: env::current_dir()
                .map_err(|reason| anyhow!("cannot find the current folder: {reason}: change to one that exists"))?,
            cargo: env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")),
            rustc: env::var_os("RUSTC").or_else(|| env::var_os("CARGO_BUILD_RUSTC")),
            rustc_wrapper: env::var_os("RUSTC_WRAPPER").or_else(|| env::var_os("CARGO_BUILD_RUSTC_WRAPPER")),
            rustc_workspace_wrapper: env::var_os("RUSTC_WORKSPACE_WRAPPER")
                .or_else(|| env::var_os("CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER")),
            cargo_home: env::var_os("CARGO_HOME")
                .map(PathBuf::from)
                .or_else(|| Some(env::home_dir()?.join(".cargo"))),
            build_variables: build_variables(),
            program: env::current_exe().map_err(|reason| anyhow!("cannot find the file of this program: {reason}"))?,
            date: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        })
    }

    /// A path as a user writes it in the folder in which the command was called.
    pub fn shown<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.folder).unwrap_or(path)
    }
}

#[cfg(test)]
impl Context {
    /// One in which nothing can be called.
    pub fn for_tests() -> Self {
        Self {
            output: Output::new(crate::args::MessageArgs::default()),
            processes: Processes::default(),
            folder: PathBuf::new(),
            cargo: OsString::new(),
            rustc: None,
            rustc_wrapper: None,
            rustc_workspace_wrapper: None,
            cargo_home: None,
            build_variables: Vec::new(),
            program: PathBuf::new(),
            date: jiff::civil::date(2026, 1, 1),
        }
    }
}
