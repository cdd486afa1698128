//! `completions` and `man` print what is generated from the definition of the command line.

use anyhow::{Result, anyhow};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use stability::render::escape::line;

use crate::args::Cli;
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::sanitize::Syntax;

pub fn completions(shell: Shell, context: &Context) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "cargo-stability", &mut script);
    super::print(&String::from_utf8_lossy(&script), Syntax::Trusted, context)
}

pub fn manual(name: Option<&str>, context: &Context) -> Result<Outcome> {
    let mut command = Cli::command();
    command.build();
    let page = match name {
        None => Man::new(command),
        Some(name) => {
            let found = command.find_subcommand(name).ok_or_else(|| {
                let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
                anyhow!(
                    "there is no command `{}`; the commands are {}",
                    line(name),
                    known.join(", ")
                )
            })?;
            Man::new(found.clone()).title(format!("cargo-stability-{name}"))
        }
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    super::print(&String::from_utf8_lossy(&text), Syntax::Trusted, context)
}
