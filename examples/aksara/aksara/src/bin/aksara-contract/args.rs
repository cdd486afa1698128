//! The arguments of `aksara-contract`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};
use stability::Tier;

/// Prints what this build of Aksara promises.
#[derive(Debug, Parser)]
#[command(version, about)]
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
        Args::try_parse_from([&["aksara-contract"], arguments].concat())
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
            "--format", "json", "--tier", "frozen", "--tier", "stable", "--area", "CLI", "--area", "ORM Core",
            "--width", "100",
        ])
        .unwrap();
        assert_eq!(args.format, Format::Json);
        assert_eq!(args.tiers, [Tier::Frozen, Tier::Stable]);
        assert_eq!(args.areas, ["CLI", "ORM Core"]);
        assert_eq!(args.width, Some(100));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for arguments in [["--tier", "golden"], ["--format", "html"], ["--width", "0"]] {
            assert!(parsed(&arguments).is_err(), "{arguments:?}");
        }
    }
}
