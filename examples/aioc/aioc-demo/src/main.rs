//! `aioc-demo` runs a support desk of two agents, and shows what their policies allow, deny and record.
//!
//! The model is a script, so nothing needs a network, and its proposals are the same in every run.

mod desk;

use aioc::event::{RunItem, RunStreamEvent};
use aioc::options::{RunOptions, RunRecordOptions};
use aioc::redact::KeyRedactor;
use aioc::run::run;
use aioc::sink::JsonLines;
use clap::Parser;
use desk::Customer;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The run failed, or its events could not be written.
const FAILED: u8 = 1;
/// The file for the record could not be opened. Clap uses the same code for the usage.
const INVALID: u8 = 2;

/// Runs a support desk of two agents under policies, with a script in the place of the model.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    /// Runs without policies: everything that the model proposes is denied.
    #[arg(long)]
    without_policies: bool,
    /// Writes the record of the run into this file, as one line of JSON.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let record = match recording(&args) {
        Ok(record) => record,
        Err(error) => {
            eprintln!("aioc-demo: {error}");
            return ExitCode::from(INVALID);
        }
    };
    let mut options = RunOptions::new(Customer::example()).with_record(record);
    if !args.without_policies {
        options = options.with_policies(desk::policies());
    }
    match tell(options, &mut io::stdout().lock()) {
        Ok(code) => code,
        // Who reads no further has what they wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aioc-demo: {error}");
            ExitCode::from(FAILED)
        }
    }
}

/// The record has no e-mail address. Without a file there is no record.
fn recording(args: &Args) -> io::Result<RunRecordOptions<Customer>> {
    let record = RunRecordOptions::new()
        .with_metadata("appBuildVersion", env!("CARGO_PKG_VERSION"))
        .with_context_redactor(KeyRedactor::new(["email"]));
    Ok(match &args.record {
        Some(file) => record.with_sink(JsonLines::new(File::create(file)?)),
        None => record,
    })
}

/// Runs the desk and tells each event as it happens.
fn tell(options: RunOptions<Customer>, out: &mut impl Write) -> io::Result<ExitCode> {
    let provider = desk::provider();
    for event in run(&provider, desk::front(), desk::QUESTION, options.stream()) {
        match event {
            Ok(RunStreamEvent::AgentUpdated { agent }) => writeln!(out, "agent     {}", agent.name)?,
            Ok(RunStreamEvent::RunItem { item }) => tell_item(&item, out)?,
            Ok(_) => {}
            Err(error) => {
                writeln!(out, "failed    {}: {error}", error.name())?;
                return Ok(ExitCode::from(FAILED));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_item(item: &RunItem, out: &mut impl Write) -> io::Result<()> {
    match item {
        RunItem::ToolCall { name, arguments, .. } => writeln!(out, "proposed  {name} {arguments}"),
        RunItem::ToolCallOutput { output, .. } => writeln!(out, "answered  {}", serde_json::to_string(output)?),
        RunItem::MessageOutput { content } => writeln!(out, "said      {content}"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Args, desk, tell};
    use aioc::options::RunOptions;
    use clap::CommandFactory;

    fn output_of(options: RunOptions<desk::Customer>) -> String {
        let mut out = Vec::new();
        tell(options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn one_call_is_allowed_one_denied_and_one_handed_over() {
        let told = output_of(RunOptions::new(desk::Customer::example()).with_policies(desk::policies()));
        let firsts: Vec<_> = told.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(
            firsts,
            [
                "agent", "proposed", "answered", "proposed", "answered", "proposed", "answered", "agent", "said"
            ]
        );
        assert!(
            told.contains(r#""status":"denied","code":"over_refund_limit""#),
            "{told}"
        );
    }

    #[test]
    fn without_policies_the_first_proposal_ends_the_run() {
        let told = output_of(RunOptions::new(desk::Customer::example()));
        assert!(told.ends_with("policy_not_configured\n"), "{told}");
        assert_eq!(told.lines().count(), 3);
    }
}
