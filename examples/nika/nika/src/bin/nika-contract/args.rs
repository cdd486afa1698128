//! The arguments of `nika-contract`.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use show_contract::Show;

/// Prints what this build of Nika promises.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(flatten)]
    pub show: Show,
    /// What to do in place of printing the contract.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done in place of printing the contract.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Asks the ten questions of the profile `forward-compatible` of each package.
    ///
    /// Exits with 0 where every answer that can be given is yes, and with 1 where something was found.
    Profile(Given),
}

/// What the answers rest on besides the contract.
#[derive(Debug, clap::Args)]
pub struct Given {
    /// The manifest of a package, for the features that it turns on by default; repeat the option for more.
    #[arg(long = "manifest", value_name = "FILE")]
    pub manifests: Vec<PathBuf>,
    /// The contract that is recorded, as JSON.
    #[arg(long, value_name = "FILE")]
    pub recorded: Option<PathBuf>,
    /// The id of an item whose break an accepted decision allows; repeat the option for more.
    #[arg(long = "decided", value_name = "ID")]
    pub decided: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Args, Command};

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_profile_is_a_command_of_its_own() {
        let words = [
            "nika-contract",
            "profile",
            "--manifest",
            "Cargo.toml",
            "--decided",
            "a::B",
        ];
        let Some(Command::Profile(given)) = Args::try_parse_from(words).unwrap().command else {
            panic!("this asks for the profile");
        };
        assert_eq!((given.manifests.len(), given.decided), (1, vec!["a::B".to_owned()]));
        assert!(Args::try_parse_from(["nika-contract", "--tier", "beta", "profile"]).is_err());
    }
}
