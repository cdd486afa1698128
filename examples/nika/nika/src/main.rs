//! `nika run FILE` runs the workflow in a file and prints each task's output; `nika show` and `nika replay` read what it
//! left behind.

use clap::{Parser, Subcommand};
use nika_kernel::NikaError;
use nika_kernel::report::{Outcome, RunReport};
use nika_kernel::sinks::LineWriter;
use nika_kernel::transcript::{Transcript, Witnessed};
use nika_provider_echo::EchoProvider;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A task failed, an answer differs, or something could not be written.
const FAILED: u8 = 1;
/// The file could not be read, or holds no valid document. Clap uses the same code for the usage.
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
        /// Writes how each task ended to this file.
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// Writes what models were asked and what they answered to this file.
        #[arg(long, value_name = "FILE")]
        transcript: Option<PathBuf>,
    },
    /// Prints the report in a file as its run did, with the same exit code.
    Show {
        /// The file of the report.
        report: PathBuf,
    },
    /// Asks again what the transcript in a file has, and tells which answers differ.
    ///
    /// Exits with 0 when every answer is the same, 1 when one differs, 2 when the usage or the file is not valid.
    Replay {
        /// The file of the transcript.
        transcript: PathBuf,
    },
}

fn main() -> ExitCode {
    let ended = match Args::parse().command {
        Command::Run {
            file,
            events,
            report,
            transcript,
        } => run(&file, events, report.as_deref(), transcript.as_deref()),
        Command::Show { report } => show(&report),
        Command::Replay { transcript } => replay(&transcript),
    };
    ended.unwrap_or_else(|Failed { code, message }| {
        eprintln!("nika: {message}");
        ExitCode::from(code)
    })
}

/// Why the program ends before its work is done.
struct Failed {
    code: u8,
    message: String,
}

impl Failed {
    fn invalid(message: impl Display) -> Self {
        Self {
            code: INVALID,
            message: message.to_string(),
        }
    }

    fn in_file(file: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::from(io::Error::new(error.kind(), format!("{}: {error}", file.display())))
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self {
            code: FAILED,
            message: error.to_string(),
        }
    }
}

impl From<NikaError> for Failed {
    fn from(error: NikaError) -> Self {
        Self {
            code: FAILED,
            message: error.to_string(),
        }
    }
}

fn run(file: &Path, events: bool, report: Option<&Path>, transcript: Option<&Path>) -> Result<ExitCode, Failed> {
    let provider = Witnessed::new(EchoProvider::new());
    let mut engine = nika::engine().with_provider(provider.clone());
    if events {
        engine = engine.with_events(LineWriter::new(io::stderr()));
    }
    let workflow = nika::load(file).map_err(Failed::invalid)?;
    let ended = engine
        .run(&workflow)
        .map_err(|error| Failed::invalid(format_args!("{}: {error}", file.display())))?;
    if let Some(file) = report {
        nika::write(file, &ended.to_yaml()?).map_err(Failed::in_file(file))?;
    }
    if let Some(file) = transcript {
        nika::write(file, &provider.transcript().to_yaml()?).map_err(Failed::in_file(file))?;
    }
    print(&ended)
}

fn show(report: &Path) -> Result<ExitCode, Failed> {
    print(&nika::read(report, RunReport::from_yaml).map_err(Failed::invalid)?)
}

/// Outputs go to standard output, indented under their task's name; failures go to standard error.
fn print(report: &RunReport) -> Result<ExitCode, Failed> {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    for entry in &report.tasks {
        let task = &entry.task;
        match &entry.outcome {
            Outcome::Completed(output) => {
                writeln!(out, "{task}")?;
                for line in output.lines() {
                    writeln!(out, "  {line}")?;
                }
            }
            Outcome::Failed(failure) => writeln!(err, "nika: task `{task}` failed: {failure}")?,
            Outcome::Skipped(because) => {
                writeln!(err, "nika: task `{task}` is skipped, because `{because}` has no output")?;
            }
            other => writeln!(err, "nika: task `{task}`: {other:?}")?,
        }
    }
    Ok(code(report.is_complete()))
}

fn replay(file: &Path) -> Result<ExitCode, Failed> {
    let transcript = nika::read(file, Transcript::from_yaml).map_err(Failed::invalid)?;
    let engine = nika::engine();
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let mut same = true;
    for (place, exchange) in transcript.exchanges.iter().enumerate() {
        let extensions = exchange.request.extensions();
        let task = extensions.value("nika.task").and_then(|task| task.as_str());
        let name = task.map_or_else(|| format!("exchange {}", place + 1), |task| format!("task `{task}`"));
        match engine.ask(&exchange.request) {
            Ok(response) if response == exchange.response => writeln!(out, "{name}: the same answer")?,
            Ok(response) => {
                same = false;
                let (before, now) = (&exchange.response.message.content, &response.message.content);
                writeln!(err, "nika: {name}: the answer was {before:?} and is {now:?}")?;
            }
            Err(error) => {
                same = false;
                writeln!(err, "nika: {name}: {error}")?;
            }
        }
    }
    Ok(code(same))
}

fn code(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    }
}
