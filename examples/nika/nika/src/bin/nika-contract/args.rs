//! The arguments of `nika-contract`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use stability::Tier;
use std::path::PathBuf;

/// Prints what this build of Nika promises.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// The form to print in.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only items of this tier; give it again for more.
    #[arg(long = "tier", value_parser = tier(), value_name = "TIER")]
    pub tiers: Vec<Tier>,
    /// Only items of this area; give it again for more.
    #[arg(long = "area", value_name = "AREA")]
    pub areas: Vec<String>,
    /// How wide the text may be; as wide as the terminal where nothing is said.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
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
    /// The manifest of a package, for the features that it turns on by default; give it again for more.
    #[arg(long = "manifest", value_name = "FILE")]
    pub manifests: Vec<PathBuf>,
    /// The contract that is recorded, as JSON.
    #[arg(long, value_name = "FILE")]
    pub recorded: Option<PathBuf>,
    /// The id of an item whose break an accepted decision allows; give it again for more.
    #[arg(long = "decided", value_name = "ID")]
    pub decided: Vec<String>,
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
    use super::{Args, Format};
    use clap::{CommandFactory, Parser};
    use stability::Tier;

    fn parsed(arguments: &[&str]) -> Result<Args, clap::Error> {
        Args::try_parse_from([&["nika-contract"], arguments].concat())
    }

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn text_of_everything_is_the_default() {
        let args = parsed(&[]).unwrap();
        assert_eq!(args.format, Format::Text);
        assert!(args.tiers.is_empty() && args.areas.is_empty() && args.width.is_none());
    }

    #[test]
    fn tiers_and_areas_add_up() {
        let args = parsed(&[
            "--format", "json", "--tier", "frozen", "--tier", "stable", "--area", "Memory", "--area", "Errors",
            "--width", "100",
        ])
        .unwrap();
        assert_eq!(args.format, Format::Json);
        assert_eq!(args.tiers, [Tier::Frozen, Tier::Stable]);
        assert_eq!(args.areas, ["Memory", "Errors"]);
        assert_eq!(args.width, Some(100));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for arguments in [["--tier", "golden"], ["--format", "html"], ["--width", "0"]] {
            assert!(parsed(&arguments).is_err(), "{arguments:?}");
        }
    }
}
