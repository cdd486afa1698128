//! `completions` prints what a shell needs to complete the command.

use clap::CommandFactory;

use super::Error;
use crate::args::{Cli, CompletionsArgs};
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::guard::Form;

pub(super) fn run(args: &CompletionsArgs, context: &Context) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cargo-stability", &mut script);
    context.output.result(&String::from_utf8_lossy(&script), Form::Own)?;
    Ok(Outcome::Kept)
}
