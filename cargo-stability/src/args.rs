//! What can be written on the command line.

mod check;
mod selection;
mod uses;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use stability::{Kind, Tier};
use std::path::PathBuf;

pub use self::check::{BaselineArgs, CheckArgs, Range};
pub use self::selection::Selection;
pub use self::uses::{Denied, FixArgs, TargetArgs, UsesArgs, UsesFormat};
use crate::output::sanitize::Syntax;
use crate::report::ReportFormat;

/// The colours of cargo's own help.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const ABOUT: &str = "Read, compare and judge the stability contract of a package";

const LONG_ABOUT: &str = "Read, compare and judge the stability contract of a package.

The contract is what the attributes of the crate `stability-runtime` promise: items, commands, settings, routes, \
behaviour, each with its tier. `show` prints it as built now; `init` records it in the repository as the baseline; \
`check` refuses a change that breaks the baseline, names the clause, and says what to do instead.";

const AFTER_HELP: &str = "First steps:
  cargo stability show     print what is promised now
  cargo stability init     write stability.toml and the first baseline, and commit both
  cargo stability check    in CI: refuse what breaks the promise
  cargo stability bless    record what is promised now, in the change that changes it
  cargo stability release  prepare a release: version, changelog, documents, contract

Exit codes:
  0  no findings
  1  findings at level deny, or files that are out of date
  2  could not complete: bad usage, a bad file, a failed build

`audit`, `bless`, `check`, `coverage`, `diff`, `doc`, `due`, `fix`, `init`, `release`, `show` and `uses` build packages, so their \
build scripts and proc macros run. `audit` runs their tests too. `cargo stability check --help` says what is run, and how to judge files without running anything.";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "cargo-stability",
    bin_name = "cargo stability",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = AFTER_HELP,
    styles = STYLES,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// How messages are printed.
    #[command(flatten)]
    pub messages: MessageArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct MessageArgs {
    /// When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Messages")]
    pub color: Color,
    /// Print no progress and no notes, only warnings and errors
    #[arg(long, short, global = true, help_heading = "Messages")]
    pub quiet: bool,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    #[default]
    Auto,
    /// Into files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write stability.toml and the first baseline
    #[command(after_help = "Examples:
  cargo stability init
  cargo stability init -p nika-kernel
  cargo stability init --default stable     promise all public items

Writes `stability.toml` beside Cargo.toml, and the contract of the current source to `stability/contract.json`. The command never overwrites an existing file. Commit both files, so that reviewers see each change of the promise.")]
    Init(InitArgs),
    /// Print what is promised
    #[command(after_help = "Examples:
  cargo stability show
  cargo stability show --tier stable --tier frozen
  cargo stability show --format html > stability.html
  cargo stability show target/release/nika     read a built file; nothing is run
  cargo stability show stability/contract.json

Without FILE, the command builds the package into its own target folder and reads the contract from the built files.")]
    Show(ShowArgs),
    /// Print what changed, each change with the version bump that it needs
    #[command(after_help = "Examples:
  cargo stability diff stability/contract.json     the recorded contract against the source
  cargo stability diff v1.2.0                      the tag, built, against the source
  cargo stability diff v1.2.0 v1.3.0
  cargo stability diff v1.2.0 --recorded           the contract as recorded at the tag

BASE and CURRENT are each a file or a git revision. The command builds a revision in its own work tree, and keeps its contract \
        below the target folder, so that the next call is fast.")]
    Diff(DiffArgs),
    /// Judge what is promised now against the baseline
    #[command(after_help = "Examples:
  cargo stability check
  cargo stability check --baseline-rev v1.2.0
  cargo stability check --baseline-version 1.2.0
  cargo stability check --range origin/main..HEAD --format github
  cargo stability check --release --release-version 2.0.0
  cargo stability check --due
  cargo stability check --current pr.json --baseline main.json     nothing is built or run

What `check` runs: it builds the source, so build scripts and proc macros of the source and its dependencies run, as with \
        `cargo build`. Some options run more:
  --baseline-rev       builds that revision too, under its own `.cargo/config.toml`
  --baseline-version   builds the published version too
  --semver             runs cargo-semver-checks, which builds both states
  --release            runs the commands of the gates, unless `--no-gates` is given

Check only code that you would build. To judge a stranger's pull request, use its contract as a file: `--current FILE \
        --baseline FILE`, in a checkout of your own branch. The stability.toml of that branch is then in force.

`check` compares dates with the date of the commit that is checked out, so that a verdict never changes by itself; `--due` compares with today. Exit code 1: a finding at level deny.")]
    Check(CheckArgs),
    /// Record what is promised now
    #[command(after_help = "Examples:
  cargo stability bless
  cargo stability bless --force     before the first release: record a breaking change too

After a release, `bless` permits no change: `check` compares with the release. If a released item was removed, the baseline keeps its name as a tombstone, so that no other item takes it.")]
    Bless(BlessArgs),
    /// Prepare a release: its version, `since = "next"`, changelog, documents and the recorded contract
    #[command(after_help = "Examples:
  cargo stability release             the smallest version that permits what has changed
  cargo stability release 2.0.0
  cargo stability release --check     in CI, on a pull request that prepares a release and on its tag

Checks the release like `check --release`, with every gate. If no finding refuses it, the command writes the version into Cargo.toml and in place of `since = \"next\"`. It gives the changelog's `Unreleased` its version and date, and writes documents and stability/contract.json. It prints what to commit and which tag to create, and commits nothing itself. Call it again to complete an interrupted call.")]
    Release(ReleaseArgs),
    /// List the rules, each with its level
    #[command(after_help = "Example:\n  cargo stability list --format json")]
    List {
        /// The format of the output
        #[arg(long, value_enum, default_value_t, value_name = "FORM")]
        format: Format,
    },
    /// Explain a rule: why it exists, an example, and the clauses that ask for it
    #[command(after_help = "Example:\n  cargo stability explain removed-without-deprecation")]
    Explain {
        /// The id of the rule, as findings and `list` print it
        #[arg(value_name = "RULE")]
        rule: String,
    },
    /// Run the tests, and report for each guarantee whether they prove it
    #[command(after_help = "Examples:
  cargo stability audit > AUDIT.md                 runs `cargo test`
  cargo stability audit -p nika --format junit
  cargo stability audit --evidence target/evidence target/nextest/ci/junit.xml

Tests state what they prove with `#[stability::upholds(…)]`. While they run, they write that into the folder that the variable STABILITY_EVIDENCE names by its absolute path. This needs the feature `audit` of `stability-runtime` in `[dev-dependencies]`. Without results, this command runs the tests. To use the results of another runner, name its files: the output of `cargo test`, a JUnit file of nextest, or the JSON of libtest.

Exit code 1: a guarantee that is failing or unproved, or a test of a guarantee that is not promised.")]
    Audit(AuditArgs),
    /// List public items without a tier, and types that they expose; write tiers
    #[command(after_help = "Examples:
  cargo stability coverage
  cargo stability coverage --format github                                findings on the lines of the items
  cargo stability coverage --fix --tier stable --module nika::memory      write the attributes

Works on a package that has no attribute yet. `--fix` writes `#[stability::stable(since = \"…\")]`, with the version of the \
        package, above each public item of the module that has no tier; methods get it above their `impl`. It lists items that a macro or a `use` creates, and does not change them.

Exit code 1: a finding at level deny; `public-item-unmarked = \"deny\"` in `[levels]` of stability.toml makes each such item a finding, also in `check`.")]
    Coverage(CoverageArgs),
    /// Write the pages that people read: STABILITY.md, deprecations, changelog sections, a migration guide
    #[command(after_help = "Examples:
  cargo stability doc
  cargo stability doc --check                     in CI: fail if a page is out of date
  cargo stability doc --print release-notes       print a page, and write nothing
  cargo stability doc --print migration --baseline-rev v1.2.0

Writes the documents that `[[document]]` in stability.toml lists. If it lists none, the command writes STABILITY.md, and \
        DEPRECATIONS.md if an item is deprecated. In an existing file, it only writes between the lines `<!-- stability:begin -->` and \
        `<!-- stability:end -->`; `<!-- stability:begin policy -->` names another template. `[doc] templates` names a folder of templates that replace the built-in ones: stability.md, surface.md, policy.md, deprecations.md, \
        changelog.md, release-notes.md, migration.md, page.html.")]
    Doc(DocArgs),
    /// Print which promises change in the next release, or within a number of days
    #[command(after_help = "Examples:
  cargo stability due
  cargo stability due --within 90
  cargo stability due --dependencies               what changes in the packages that this one depends on
  cargo stability due --next 2.0.0 --within 90     what 2.0.0 changes, and what changes within 90 days")]
    Due(DueArgs),
    /// List which promised items of dependencies the code uses
    #[command(after_help = "Examples:
  cargo stability uses
  cargo stability uses --workspace --all-targets
  cargo stability uses --deny experimental,evolving,deprecated     in CI
  cargo stability uses --format github

The command compiles the packages as `cargo check` does, into `stability-uses` below the target folder. The nearest stability.toml states what else it refuses and what it permits:

  [uses]
  deny = [\"experimental\"]
  [[uses.allow]]
  item = \"nika_kernel::memory::*\"
  tier = \"evolving\"
  reason = \"we follow each release\"
  until = 2027-06-30")]
    Uses(UsesArgs),
    /// Rewrite uses of deprecated items of dependencies
    #[command(after_help = "Examples:
  cargo stability fix --dry-run
  cargo stability fix --workspace --all-targets

The command rewrites a use if the replacement is a path to an item with the same declaration. rustc then checks the new code in your files. If a rewrite does not compile, or names another item, the command undoes and lists it. `--dry-run` undoes every rewrite.

Exit code 1: deprecated uses are left.")]
    Fix(FixArgs),
    /// Print completions for a shell
    #[command(after_help = "Examples:
  cargo-stability completions bash > ~/.local/share/bash-completion/completions/cargo-stability
  cargo-stability completions zsh > ~/.zfunc/_cargo-stability")]
    Completions {
        /// The shell
        #[arg(value_enum, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:
  cargo stability man | man -l -
  cargo stability man check > cargo-stability-check.1")]
    Man {
        /// The command whose page to print; by default, the page of `cargo stability`
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Read these files instead of building: rlib, executable, cdylib, staticlib, wasm, or one contract as JSON
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: PageFormat,
    /// Only items of this tier; repeat the option for more tiers
    #[arg(long = "tier", value_parser = tier(), value_name = "TIER", help_heading = "Filters")]
    pub tiers: Vec<Tier>,
    /// Only items of this area; repeat the option for more areas
    #[arg(long = "area", value_name = "AREA", help_heading = "Filters")]
    pub areas: Vec<String>,
    /// Only items of this kind, such as `struct` or `route`; repeat the option for more kinds
    #[arg(long = "kind", value_parser = kind, value_name = "KIND", help_heading = "Filters")]
    pub kinds: Vec<Kind>,
    /// Only deprecated items, and items with a deprecated member
    #[arg(long, help_heading = "Filters")]
    pub deprecated: bool,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// A form of the contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For a page.
    Markdown,
    /// For a program.
    Json,
}

/// A form of a contract, or of what changed in one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For a page.
    Markdown,
    /// For a program.
    Json,
    /// One page for a browser, with everything in it.
    Html,
}

impl PageFormat {
    /// The same as a form that other commands have too; `None` of HTML.
    pub const fn plain(self) -> Option<Format> {
        match self {
            Self::Text => Some(Format::Text),
            Self::Markdown => Some(Format::Markdown),
            Self::Json => Some(Format::Json),
            Self::Html => None,
        }
    }
}

impl From<PageFormat> for Syntax {
    fn from(format: PageFormat) -> Self {
        format.plain().map_or(Self::Xml, Self::from)
    }
}

impl From<Format> for Syntax {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Markdown => Self::Markdown,
            Format::Json => Self::Json,
        }
    }
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Give this tier to all public items without an attribute
    #[arg(long, value_parser = tier(), value_name = "TIER")]
    pub default: Option<Tier>,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The earlier state: a file, or a git revision; by default, the last release
    #[arg(value_name = "BASE")]
    pub base: Option<String>,
    /// The later state: a file, or a git revision; by default, the source as it is
    #[arg(value_name = "CURRENT")]
    pub current: Option<String>,
    /// Use the contract that is recorded at the git revision, and build nothing
    #[arg(long)]
    pub recorded: bool,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: PageFormat,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `bless`.
#[derive(Debug, Args)]
pub struct BlessArgs {
    /// Before the first release, record it even if it breaks the recorded contract
    #[arg(long)]
    pub force: bool,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `release`.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// The version to release; by default, the version in Cargo.toml if it is not released yet, otherwise the smallest version that permits the changes
    #[arg(value_name = "VERSION")]
    pub version: Option<semver::Version>,
    /// Write nothing, and report what is still to do
    #[arg(long)]
    pub check: bool,
    /// Run no command of a gate; each such gate is a finding, because it was not checked
    #[arg(long)]
    pub no_gates: bool,
    /// The date of the release, such as 2027-01-31, for checks and changelog; by default, today, or with --check the date of the tag
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<jiff::civil::Date>,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// The output of the tests, or the result file of their runner; by default, the command runs the tests
    #[arg(value_name = "FILE", requires = "evidence")]
    pub results: Vec<PathBuf>,
    /// The folder that STABILITY_EVIDENCE named while the tests ran
    #[arg(long, value_name = "FOLDER", requires = "results")]
    pub evidence: Option<PathBuf>,
    /// The date of the audit, such as 2027-01-31; by default, today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<jiff::civil::Date>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: AuditFormat,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// A form of an audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For a page.
    #[default]
    Markdown,
    /// For a program.
    Json,
    /// For a test report.
    Junit,
}

/// Arguments of `coverage`.
#[derive(Debug, Args)]
pub struct CoverageArgs {
    /// Write a tier above each public item that has none
    #[arg(long, requires = "tier")]
    pub fix: bool,
    /// The tier to write
    #[arg(long, value_parser = tier(), value_name = "TIER", requires = "fix")]
    pub tier: Option<Tier>,
    /// Only in this module, by its public path, such as `nika::memory`
    #[arg(long, value_name = "PATH", requires = "fix")]
    pub module: Option<String>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: ReportFormat,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `doc`.
#[derive(Debug, Args)]
pub struct DocArgs {
    /// Write nothing, and exit with 1 if a page is out of date
    #[arg(long)]
    pub check: bool,
    /// Print the page of this template, and write nothing
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "check")]
    pub print: Option<String>,
    /// Take this contract, JSON or a built file, instead of the source: nothing is built
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = [
            "baseline_rev", "baseline_version", "manifest_path", "packages", "features", "all_features", "no_default_features",
            "target"
        ]
    )]
    pub current: Option<PathBuf>,
    /// What is compared with.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `due`.
#[derive(Debug, Args)]
pub struct DueArgs {
    /// Report what changes within this many days from today
    #[arg(long, value_name = "DAYS")]
    pub within: Option<u32>,
    /// Report what changes with this release; by default, the next major release, unless `--within` is given
    #[arg(long, value_name = "VERSION")]
    pub next: Option<semver::Version>,
    /// Report on the dependencies instead, if their sources contain contracts
    #[arg(long, conflicts_with = "next")]
    pub dependencies: bool,
    /// The date to count from, such as 2027-01-31; by default, today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<jiff::civil::Date>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: Format,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// Reads a tier; the refusal of another word lists the tiers.
fn tier() -> impl TypedValueParser<Value = Tier> {
    PossibleValuesParser::new(Tier::ALL.map(Tier::as_str)).try_map(|word| word.parse::<Tier>())
}

fn kind(word: &str) -> Result<Kind, String> {
    word.parse()
        .map_err(|_| format!("there is no such kind of item; kinds are for example {SOME_KINDS}"))
}

const SOME_KINDS: &str = "struct, enum, trait, fn, method, const, command, env, setting, format, route, guarantee";

/// Reads a civil date as ISO 8601 writes it.
fn date(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "write a date as 2027-01-31".to_owned())
}

#[cfg(test)]
mod tests;
