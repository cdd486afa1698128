//! The parts of the command `cargo stability`.
//!
//! The command line is read into `args`; a command takes the `context`, reads contracts, and gives an `exit::Outcome`. Everything
//! that judges is in `stability_policy`; what is here reads files, builds, and prints. Public is what tests,
//! benches and fuzz targets call.

#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod annotate;
mod args;
mod baseline;
mod build;
mod builds;
mod cargo_config;
mod command;
mod compiler_wrapper;
mod conflict;
mod contents;
mod context;
mod coverage;
mod description;
mod evidence;
mod exit;
mod files;
mod fix;
mod git;
mod interrupt;
mod judge;
mod lock;
mod output;
mod page;
mod probe;
mod process;
mod read;
pub mod report;
mod repository;
mod scope;
pub mod section;
mod settings;
mod shape;
mod source;
mod tokens;
mod uses;
mod witness;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, MessageArgs};
use crate::context::Context;
use crate::output::Output;
pub use crate::source::target_folder;

/// Reads the arguments, does what they say, and says how the program ends.
///
/// Cargo calls `cargo-stability stability …` for `cargo stability …`; the second word is not there when a user calls the program
/// itself.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(call) = context::wrapped_call(arguments.get(1).map(OsString::as_os_str)) {
        let ended = call.run(&arguments[1..]);
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
        // The error of an interrupted call does not mention the interrupt.
        Err(_) if context.processes.check_interrupt().is_err() => interrupt::exit(output),
        Err(error) => exit::failed(output, &error),
    }
}
