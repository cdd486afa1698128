//! Arguments of `uses` and `fix`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use stability::Tier;

use super::{Selection, date};
use crate::output::sanitize::Syntax;

/// Arguments of `uses`.
#[derive(Debug, Args)]
pub struct UsesArgs {
    /// Refuse uses of these tiers, separated by commas; `deprecated` refuses those of deprecated items
    #[arg(long, value_name = "TIER", value_delimiter = ',', value_parser = denied(), help_heading = "Judgement")]
    pub deny: Vec<Denied>,
    /// Read what a dependency without attributes promises from this contract, as JSON; repeat the option for more dependencies
    #[arg(long = "contract", value_name = "FILE")]
    pub contracts: Vec<PathBuf>,
    /// Apply permissions as of this date, such as 2027-01-31; by default, today
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Judgement")]
    pub today: Option<Date>,
    /// Also list uses of frozen and stable items; the other formats always do
    #[arg(long)]
    pub all: bool,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: UsesFormat,
    /// Which targets are looked at.
    #[command(flatten)]
    pub targets: TargetArgs,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `fix`.
#[derive(Debug, Args)]
pub struct FixArgs {
    /// Print what would change as a diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Rewrite files although there are uncommitted changes, or there is no git repository
    #[arg(long)]
    pub allow_dirty: bool,
    /// Which targets are looked at.
    #[command(flatten)]
    pub targets: TargetArgs,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Which targets of the packages are looked at: the words that cargo has for it. Without one, libraries and programs.
#[derive(Clone, Copy, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of cargo's")]
pub struct TargetArgs {
    /// Look at all packages of the workspace
    #[arg(long, conflicts_with = "packages", help_heading = "Package")]
    pub workspace: bool,
    /// Look at all targets: libraries, programs, tests, examples and benches
    #[arg(long, help_heading = "Targets")]
    pub all_targets: bool,
    /// Look at tests
    #[arg(long, help_heading = "Targets")]
    pub tests: bool,
    /// Look at examples
    #[arg(long, help_heading = "Targets")]
    pub examples: bool,
    /// Look at benches
    #[arg(long, help_heading = "Targets")]
    pub benches: bool,
}

impl TargetArgs {
    /// The flags of cargo.
    pub fn flags(self) -> impl Iterator<Item = &'static str> {
        // With one of them alone, cargo would leave out libraries and programs.
        let is_narrowed = !self.all_targets && (self.tests || self.examples || self.benches);
        let flags = [
            ("--all-targets", self.all_targets),
            ("--lib", is_narrowed),
            ("--bins", is_narrowed),
            ("--tests", self.tests),
            ("--examples", self.examples),
            ("--benches", self.benches),
        ];
        flags.into_iter().filter(|(_, wanted)| *wanted).map(|(flag, _)| flag)
    }
}

/// What no use of is permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Items of this tier.
    Tier(Tier),
    /// Deprecated items, whatever their tier is.
    Deprecated,
}

fn denied() -> impl TypedValueParser<Value = Denied> {
    let words = Tier::ALL.map(Tier::as_str).into_iter().chain(["deprecated"]);
    PossibleValuesParser::new(words).try_map(|word| match word.as_str() {
        "deprecated" => Ok(Denied::Deprecated),
        word => word.parse().map(Denied::Tier),
    })
}

/// A form of the uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum UsesFormat {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For a program.
    Json,
    /// For a code scanner: SARIF 2.1.
    Sarif,
    /// For GitHub Actions: annotations on the lines of a change.
    Github,
}

impl From<UsesFormat> for Syntax {
    fn from(format: UsesFormat) -> Self {
        match format {
            UsesFormat::Text => Self::Text,
            UsesFormat::Json | UsesFormat::Sarif => Self::Json,
            UsesFormat::Github => Self::Annotations,
        }
    }
}
