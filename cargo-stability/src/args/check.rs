//! Arguments of `check`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use semver::Version;

use super::{Selection, date};
use crate::report::ReportFormat;

/// Arguments of `check`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct CheckArgs {
    /// What is compared with.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// Judge as of this date, such as 2027-01-31; by default, the date of the commit that is checked out
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Judgement")]
    pub today: Option<Date>,
    /// Judge with today's date, and report what is due or overdue
    #[arg(long, conflicts_with = "today", help_heading = "Judgement")]
    pub due: bool,
    /// Judge as the release of this version; by default, the version in Cargo.toml
    #[arg(long, value_name = "VERSION", help_heading = "Judgement")]
    pub release_version: Option<Version>,
    /// Judge a release: gates must pass, and no item may have `since = "next"`
    #[arg(long, help_heading = "Judgement")]
    pub release: bool,
    /// Also judge the messages and files of these commits
    #[arg(long, value_name = "A..B", value_parser = range, help_heading = "Judgement")]
    pub range: Option<Range>,
    /// Run no command of a gate; with `--release`, each such gate is a finding, because it was not checked
    #[arg(long, help_heading = "Judgement")]
    pub no_gates: bool,
    /// Take the gates and `[usage]` of stability.toml from this git revision, because the judged change could edit them
    #[arg(long, value_name = "REVISION", help_heading = "Judgement")]
    pub trusted_policy: Option<String>,
    /// Judge this contract, JSON or a built file, instead of the source: with `--baseline FILE`, nothing is built and nothing is
    /// run, neither cargo nor git
    #[arg(
        long,
        value_name = "FILE",
        requires = "baseline",
        conflicts_with_all = [
            "baseline_rev", "baseline_version", "range", "release", "no_gates", "trusted_policy", "semver", "manifest_path", "packages",
            "features", "all_features", "no_default_features", "target"
        ],
        help_heading = "Judgement"
    )]
    pub current: Option<PathBuf>,
    /// Also run cargo-semver-checks, and weigh its findings by the tier of the item
    #[arg(long, help_heading = "Judgement")]
    pub semver: bool,
    /// For each finding about a Rust item, write a program that compiles with the promised version and not with the current one
    #[arg(long, value_name = "FOLDER", conflicts_with = "current", help_heading = "Judgement")]
    pub witness: Option<PathBuf>,
    /// The format of the findings
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: ReportFormat,
    /// Which packages, built how.
    #[command(flatten)]
    pub selection: Selection,
}

/// What is compared with; without any of these, the last release.
#[derive(Clone, Debug, Default, Args)]
#[group(multiple = true)]
pub struct BaselineArgs {
    /// Compare with this contract, as JSON
    #[arg(long, value_name = "FILE", group = "compared-with", help_heading = "Baseline")]
    pub baseline: Option<PathBuf>,
    /// Compare with this git revision, built from its source
    #[arg(long, value_name = "REVISION", group = "compared-with", help_heading = "Baseline")]
    pub baseline_rev: Option<String>,
    /// Compare with this published version, built from its source
    #[arg(long, value_name = "X.Y.Z", group = "compared-with", help_heading = "Baseline")]
    pub baseline_version: Option<Version>,
    /// Use the contract that is recorded at the git revision, and build nothing
    #[arg(long, requires = "baseline_rev", help_heading = "Baseline")]
    pub recorded: bool,
}

/// The commits that are in `to` and not in `from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The revision before the first commit.
    pub from: String,
    /// The last commit.
    pub to: String,
}

fn range(text: &str) -> Result<Range, String> {
    let (from, to) = match text.split_once("...").or_else(|| text.split_once("..")) {
        Some((from, to)) if !from.is_empty() => (from, to),
        _ => return Err("write two revisions as `origin/main..HEAD`".to_owned()),
    };
    Ok(Range {
        from: from.to_owned(),
        to: if to.is_empty() { "HEAD" } else { to }.to_owned(),
    })
}
