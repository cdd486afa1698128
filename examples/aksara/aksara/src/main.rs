//! `aksara`: see `aksara --help`.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, io};

use aksara::cli::Cli;
use aksara::commands::{self, Failure, Surroundings};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // A variable that is not text is ignored.
    let variables =
        env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let mut surroundings = Surroundings {
        variables: variables.collect(),
        now,
        input: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
    };
    match commands::run(&cli, &mut surroundings) {
        Ok(code) => ExitCode::from(code),
        // Who reads no further has what they wanted.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aksara: {error}");
            ExitCode::from(commands::COULD_NOT_COMPLETE)
        }
    }
}

/// The second since 1970-01-01 in UTC. A clock before that is at its beginning.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
