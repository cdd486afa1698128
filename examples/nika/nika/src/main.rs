//! `nika run FILE` runs the workflow in a file and prints each task's output.

use clap::{Parser, Subcommand};
use nika_kernel::report::{Outcome, RunReport};
use nika_kernel::sinks::LineWriter;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A task failed, or its output could not be written.
const FAILED: u8 = 1;
/// The file could not be read, or holds no valid workflow. Clap uses the same code for the usage.
const INVALID: u8 = 2;

/// Runs workflows.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the workflow in a file and prints each task's output.
    ///
    /// Exits with 0 when every task has an output, 1 when a task failed, 2 when the usage or the file is not valid.
    Run {
        /// The file of the workflow.
        file: PathBuf,
        /// Prints the run's events to standard error, one per line.
        #[arg(long)]
        events: bool,
    },
}

fn main() -> ExitCode {
    let Command::Run { file, events } = Args::parse().command;
    run(&file, events).unwrap_or_else(|error| {
        eprintln!("nika: {error}");
        ExitCode::from(FAILED)
    })
}

fn run(file: &Path, events: bool) -> io::Result<ExitCode> {
    let mut engine = nika::engine();
    if events {
        engine = engine.with_events(LineWriter::new(io::stderr()));
    }
    let workflow = match nika::load(file) {
        Ok(workflow) => workflow,
        Err(error) => {
            eprintln!("nika: {error}");
            return Ok(ExitCode::from(INVALID));
        }
    };
    let report = match engine.run(&workflow) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("nika: {}: {error}", file.display());
            return Ok(ExitCode::from(INVALID));
        }
    };
    print(&report, &mut io::stdout().lock(), &mut io::stderr().lock())?;
    Ok(if report.is_complete() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}

/// Outputs go to `out`, indented under their task's name; failures go to `err`.
fn print(report: &RunReport, out: &mut impl Write, err: &mut impl Write) -> io::Result<()> {
    for entry in &report.tasks {
        let task = &entry.task;
        match &entry.outcome {
            Outcome::Completed(output) => {
                writeln!(out, "{task}")?;
                for line in output.lines() {
                    writeln!(out, "  {line}")?;
                }
            }
            Outcome::Failed(error) => writeln!(err, "nika: task `{task}` failed: {error}")?,
            Outcome::Skipped(because) => {
                writeln!(err, "nika: task `{task}` is skipped, because `{because}` has no output")?;
            }
            other => writeln!(err, "nika: task `{task}`: {other:?}")?,
        }
    }
    Ok(())
}
