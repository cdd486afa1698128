//! `aksara`: see `aksara --help`.

use std::process::ExitCode;
use std::{env, io};

use aksara::cli::Cli;
use aksara::commands::{self, Surroundings};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // A variable that is no text is none of ours.
    let variables =
        env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let mut surroundings = Surroundings {
        variables: variables.collect(),
        input: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
    };
    match commands::run(&cli, &mut surroundings) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("aksara: {error}");
            ExitCode::from(commands::COULD_NOT_COMPLETE)
        }
    }
}
