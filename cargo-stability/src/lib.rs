//! The parts of the command `cargo stability`.
//!
//! The command line is read into [`args`]; a command takes the [`context`], reads contracts, and gives an [`exit::Outcome`].
//! Everything that judges is in `stability_policy`; what is here reads files, builds, and prints.

#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod args;
pub mod baseline;
pub mod child;
pub mod command;
pub mod compile;
pub mod configuration;
pub mod context;
pub mod coverage;
pub mod current;
pub mod evidence;
pub mod exit;
pub mod git;
pub mod interrupt;
pub mod judge;
pub mod limit;
pub mod lock;
pub mod output;
pub mod read;
pub mod regular;
pub mod report;
pub mod scope;
pub mod section;
pub mod settings;
pub mod sources;
pub mod stand_in;
pub mod store;
pub mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, MessageArgs};
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::Output;

/// Reads the arguments, does what they say, and says how the program ends.
///
/// Cargo calls `cargo-stability stability …` for `cargo stability …`; the second word is not there when a user calls the program
/// itself.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(stand_in) = context::stands_in(arguments.get(1).map(OsString::as_os_str)) {
        let ended = stand_in.run(arguments.into_iter().skip(1));
        return ended.unwrap_or_else(|error| exit::failed(Output::new(MessageArgs::default()), &error));
    }
    if arguments.get(1).is_some_and(|word| word == "stability") {
        arguments.remove(1);
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return exit::usage(error),
    };
    let output = Output::new(cli.messages);
    let context = match Context::from_environment(output) {
        Ok(context) => context,
        Err(error) => return exit::failed(output, &error),
    };
    match command::run(cli.command, &context) {
        Ok(outcome) => outcome.into(),
        // What an interrupt ended has its own complaint.
        Err(_) if context.children.check().is_err() => interrupt::end(output),
        Err(error) => exit::failed(output, &error),
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}
