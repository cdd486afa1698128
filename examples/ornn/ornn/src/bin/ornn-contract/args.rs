//! The arguments of `ornn-contract`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use stability::Tier;

/// The packages whose promises this binary is to know.
pub const PACKAGES: [&str; 2] = ["ornn", "ornn-sdk"];

/// Prints what Ornn and its SDK promise.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(flatten)]
    pub show: Show,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What is printed.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The form to print in.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only what this package promises, under its own header.
    #[arg(long, value_parser = PossibleValuesParser::new(PACKAGES), value_name = "PACKAGE")]
    pub package: Option<String>,
    /// Only items of this tier; give it again for more.
    #[arg(long = "tier", value_parser = tier(), value_name = "TIER")]
    pub tiers: Vec<Tier>,
    /// Only items of this area; give it again for more.
    #[arg(long = "area", value_name = "AREA")]
    pub areas: Vec<String>,
    /// How wide the text may be; as wide as the terminal where nothing is said.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
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
}

/// A form of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// For a page.
    Markdown,
    /// For a program.
    Json,
}

/// Reads a tier, and lists the tiers where the word is none.
fn tier() -> impl TypedValueParser<Value = Tier> {
    PossibleValuesParser::new(Tier::ALL.map(Tier::as_str)).try_map(|word| word.parse::<Tier>())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};
    use stability::Tier;

    use super::{Args, Command, Format};

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
        let show = parsed(&words.split(' ').collect::<Vec<_>>()).unwrap().show;
        assert_eq!(show.package.as_deref(), Some("ornn"));
        assert_eq!((show.format, show.width), (Format::Json, Some(80)));
        assert_eq!((show.tiers, show.areas), (vec![Tier::Beta], vec!["Ratings".to_owned()]));
    }

    #[test]
    fn the_page_of_deprecations_is_a_command_of_its_own() {
        let command = parsed(&["deprecations", "a.md", "--check"]).unwrap().command;
        assert!(matches!(command, Some(Command::Deprecations { file, check: true }) if file.ends_with("a.md")));
        assert!(parsed(&["--tier", "beta", "deprecations"]).is_err());
        assert!(parsed(&["--package", "nika"]).is_err());
    }
}
