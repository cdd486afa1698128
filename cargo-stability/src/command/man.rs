//! `man` prints the manual page.

use clap::CommandFactory;
use stability::render::escape::line;

use super::Error;
use crate::args::{Cli, ManArgs};
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::guard::Form;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ManError {
    /// There is no such command.
    #[error("there is no command `{}`: it has {}", line(.name), .known.join(", "))]
    NoCommand {
        /// The name.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

pub(super) fn run(args: &ManArgs, context: &Context) -> Result<Outcome, Error> {
    let mut command = Cli::command();
    command.build();
    let page = match &args.command {
        None => clap_mangen::Man::new(command),
        Some(name) => {
            let Some(found) = command.find_subcommand(name) else {
                let known = command.get_subcommands().map(|it| it.get_name().to_owned());
                return Err(ManError::NoCommand {
                    name: name.clone(),
                    known: known.collect(),
                }
                .into());
            };
            clap_mangen::Man::new(found.clone()).title(format!("cargo-stability-{name}"))
        }
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    context.output.result(&String::from_utf8_lossy(&text), Form::Own)?;
    Ok(Outcome::Kept)
}
