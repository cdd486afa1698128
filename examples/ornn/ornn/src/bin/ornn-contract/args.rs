//! The arguments of `ornn-contract`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use show_contract::Show;

/// The packages whose promises this binary is to know.
pub const PACKAGES: [&str; 2] = ["ornn", "ornn-sdk"];

/// Prints what Ornn and its SDK promise.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(flatten)]
    pub show: Show,
    /// Only what this package promises, under its own header.
    #[arg(long, value_parser = PossibleValuesParser::new(PACKAGES), value_name = "PACKAGE")]
    pub package: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What else can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes the page of deprecated routes.
    Deprecations {
        /// The file.
        #[arg(default_value = "examples/ornn/DEPRECATIONS.md")]
        file: PathBuf,
        /// Writes nothing, and fails where the file is not up to date.
        #[arg(long)]
        check: bool,
    },
    /// Writes the OpenAPI document, with the promise of each route.
    Openapi {
        /// The file.
        #[arg(default_value = "examples/ornn/openapi.json")]
        file: PathBuf,
        /// Writes nothing, and fails where the file is not up to date.
        #[arg(long)]
        check: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};
    use stability::Tier;

    use super::{Args, Command};

    fn parsed(arguments: &[&str]) -> Result<Args, clap::Error> {
        Args::try_parse_from([&["ornn-contract"], arguments].concat())
    }

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn what_is_printed_can_be_chosen() {
        let words = "--package ornn --format json --tier beta --area Ratings --width 80";
        let Args { show, package, .. } = parsed(&words.split(' ').collect::<Vec<_>>()).unwrap();
        assert_eq!((package.as_deref(), show.width), (Some("ornn"), Some(80)));
        assert_eq!((show.tiers, show.areas), (vec![Tier::Beta], vec!["Ratings".to_owned()]));
    }

    #[test]
    fn each_document_is_a_command_of_its_own() {
        let command = parsed(&["deprecations", "a.md", "--check"]).unwrap().command;
        assert!(matches!(command, Some(Command::Deprecations { file, check: true }) if file.ends_with("a.md")));
        let command = parsed(&["openapi", "a.json"]).unwrap().command;
        assert!(matches!(command, Some(Command::Openapi { file, check: false }) if file.ends_with("a.json")));
        assert!(parsed(&["--tier", "beta", "deprecations"]).is_err());
        assert!(parsed(&["--package", "nika"]).is_err());
    }
}
