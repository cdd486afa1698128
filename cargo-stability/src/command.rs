//! The commands: each reads what it needs, prints, and says how the program ends.

mod audit;
mod bless;
mod check;
mod coverage;
mod diff;
mod doc;
mod due;
mod fix;
mod generate;
mod init;
mod release;
mod rules;
mod show;
mod uses;

use anyhow::Result;

use crate::args::Command;
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::sanitize::Syntax;

/// Does what the command line says.
pub fn run(command: Command, context: &Context) -> Result<Outcome> {
    match command {
        Command::Init(selection) => init::run(&selection, context),
        Command::Show(args) => show::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Bless(args) => bless::run(&args, context),
        Command::Release(args) => release::run(&args, context),
        Command::List { format } => rules::list(format, context),
        Command::Explain { rule } => rules::explain(&rule, context),
        Command::Audit(args) => audit::run(&args, context),
        Command::Coverage(args) => coverage::run(&args, context),
        Command::Doc(args) => doc::run(&args, context),
        Command::Due(args) => due::run(&args, context),
        Command::Uses(args) => uses::run(&args, context),
        Command::Fix(args) => fix::run(&args, context),
        Command::Completions { shell } => generate::completions(shell, context),
        Command::Man { command } => generate::manual(command.as_deref(), context),
    }
}

/// Prints the result of a command that has no findings.
fn print(text: &str, syntax: impl Into<Syntax>, context: &Context) -> Result<Outcome> {
    context.output.result(text, syntax.into())?;
    Ok(Outcome::Success)
}
