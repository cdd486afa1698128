//! The command line of the examples that print a contract: which part of it, and in which form.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use stability::Tier;
use stability::contract::{Contract, ContractError, Item};

/// Something was found.
pub const FOUND: u8 = 1;
/// The contract could not be collected or printed. Clap ends with the same where the usage is not valid.
pub const COULD_NOT_COMPLETE: u8 = 2;

/// Which part is printed, and how.
#[derive(Clone, Debug, Args)]
pub struct Show {
    /// The format of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only items of this tier; repeat the option for more.
    #[arg(long = "tier", value_parser = tier(), value_name = "TIER")]
    pub tiers: Vec<Tier>,
    /// Only items of this area; repeat the option for more.
    #[arg(long = "area", value_name = "AREA")]
    pub areas: Vec<String>,
    /// The width of the text; by default that of the terminal.
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

/// Reads a tier, and lists the tiers if the word is not a tier.
fn tier() -> impl TypedValueParser<Value = Tier> {
    PossibleValuesParser::new(Tier::ALL.map(Tier::as_str)).try_map(|word| word.parse::<Tier>())
}

impl Show {
    /// Prints the chosen part of the contract, or its problems, and returns the exit code.
    #[must_use]
    pub fn print(&self, contract: Result<Contract, ContractError>) -> ExitCode {
        match contract {
            Ok(contract) => print(&self.text(contract)),
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(COULD_NOT_COMPLETE)
            }
        }
    }

    /// The chosen part of the contract in the chosen form.
    pub fn text(&self, contract: Contract) -> String {
        let contract = contract.filtered(|item| self.asks_for(item));
        match self.format {
            Format::Text => contract.to_text(self.width.map_or_else(terminal_width, usize::from)),
            Format::Markdown => contract.to_markdown(),
            Format::Json => contract.to_json(),
        }
    }

    fn asks_for(&self, item: &Item) -> bool {
        let area = item.area.as_deref().unwrap_or_default();
        (self.tiers.is_empty() || self.tiers.contains(&item.tier))
            && (self.areas.is_empty() || self.areas.iter().any(|asked| asked == area))
    }
}

/// Prints a text, and says how the program ends.
#[must_use]
pub fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        // Who reads no further has what they wanted.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("cannot write the contract: {error}");
            ExitCode::from(COULD_NOT_COMPLETE)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The columns of the terminal, or enough for a page.
fn terminal_width() -> usize {
    let width = terminal_size::terminal_size().map_or(100, |(terminal_size::Width(columns), _)| usize::from(columns));
    width.max(40)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};
    use stability::Tier;

    use super::{Format, Show};

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        show: Show,
    }

    fn parsed(arguments: &[&str]) -> Result<Show, clap::Error> {
        Program::try_parse_from([&["program"], arguments].concat()).map(|program| program.show)
    }

    #[test]
    fn the_definition_is_consistent() {
        Program::command().debug_assert();
    }

    #[test]
    fn text_of_everything_is_the_default() {
        let show = parsed(&[]).unwrap();
        assert_eq!(show.format, Format::Text);
        assert!(show.tiers.is_empty() && show.areas.is_empty() && show.width.is_none());
    }

    #[test]
    fn tiers_and_areas_add_up() {
        let words = "--format json --tier frozen --tier stable --area Memory --area Errors --width 100";
        let show = parsed(&words.split(' ').collect::<Vec<_>>()).unwrap();
        assert_eq!((show.format, show.width), (Format::Json, Some(100)));
        assert_eq!(show.tiers, [Tier::Frozen, Tier::Stable]);
        assert_eq!(show.areas, ["Memory", "Errors"]);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for arguments in [["--tier", "golden"], ["--format", "html"], ["--width", "0"]] {
            assert!(parsed(&arguments).is_err(), "{arguments:?}");
        }
    }
}
