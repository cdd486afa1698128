//! What `check` compares with.

use std::path::PathBuf;

use clap::Args;
use semver::Version;

/// What is compared with; without any of these, the baseline that the repository holds.
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
    /// Of the git revision, take the contract that is recorded there, and build nothing
    #[arg(long, requires = "baseline_rev", help_heading = "Baseline")]
    pub recorded: bool,
}
