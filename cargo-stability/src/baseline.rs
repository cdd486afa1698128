//! What was promised last: from a file, from a git revision, from a published release.

mod cache;
mod file;
mod lent;
mod manifest;
mod outside;
mod published;
mod revision;
mod submodules;
mod surroundings;

use std::path::PathBuf;

use semver::Version;
use stability::Contract;

pub use self::file::FileBaselineError;
pub use self::published::PublishedError;
pub use self::revision::RevisionError;
use crate::args::{BaselineArgs, Selection};
use crate::context::Context;
use crate::current::Source;
use crate::output::shown;

/// Where the baseline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// In the repository, where the policy says.
    Recorded,
    /// In this file.
    File(PathBuf),
    /// In the source of a git revision.
    Revision(String),
    /// In the file that the repository held at a git revision.
    RecordedAt(String),
    /// In the source of a published release.
    Published(Version),
}

/// Why there is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The file was not read.
    #[error(transparent)]
    File(#[from] FileBaselineError),
    /// The revision gave no contract.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// The release gave no contract.
    #[error(transparent)]
    Published(#[from] PublishedError),
}

impl From<&BaselineArgs> for Baseline {
    fn from(args: &BaselineArgs) -> Self {
        let BaselineArgs {
            baseline,
            baseline_rev,
            baseline_version,
            recorded,
        } = args.clone();
        match (baseline, baseline_rev, baseline_version) {
            (Some(file), _, _) => Self::File(file),
            (_, Some(revision), _) if recorded => Self::RecordedAt(revision),
            (_, Some(revision), _) => Self::Revision(revision),
            (_, _, Some(version)) => Self::Published(version),
            (None, None, None) => Self::Recorded,
        }
    }
}

impl Baseline {
    /// A file, if there is one of that name, or else a git revision. The file that the policy names is meant also where it is
    /// not there.
    pub fn named(name: &str, recorded: bool, source: &Source, context: &Context) -> Self {
        let path = context.folder.join(name);
        if path == source.scope.baseline() {
            Self::Recorded
        // What is no regular file is refused where it is read.
        } else if path.exists() && !path.is_dir() {
            Self::File(path)
        } else if recorded {
            Self::RecordedAt(name.to_owned())
        } else {
            Self::Revision(name.to_owned())
        }
    }

    /// The git revision that it is of.
    pub fn revision(&self) -> Option<&str> {
        match self {
            Self::Revision(revision) | Self::RecordedAt(revision) => Some(revision),
            Self::Recorded | Self::File(_) | Self::Published(_) => None,
        }
    }

    /// Where it is, in words: `stability/contract.json`, `the revision v1.4.0`.
    pub fn said(&self, source: &Source) -> String {
        match self {
            Self::Recorded => source.scope.policy.baseline.clone(),
            Self::File(path) => shown(path),
            Self::Revision(revision) => format!("the revision {revision}"),
            Self::RecordedAt(revision) => format!("{} at the revision {revision}", source.scope.policy.baseline),
            Self::Published(version) => format!("the published version {version}"),
        }
    }

    /// The contract that is there.
    ///
    /// # Errors
    ///
    /// See [`BaselineError`].
    pub fn contract(
        &self,
        source: &Source,
        selection: &Selection,
        context: &Context,
    ) -> Result<Contract, BaselineError> {
        Ok(match self {
            Self::Recorded => file::recorded(&source.scope)?,
            Self::File(path) => file::given(&context.folder.join(path))?,
            Self::Revision(revision) => {
                let built = revision::built(revision, source, selection, context)?;
                // No source says what was removed from it before; the file that was recorded there does.
                match revision::recorded(revision, source, context) {
                    Ok(recorded) => built.with_tombstones(recorded.tombstones().iter().cloned()),
                    Err(RevisionError::NothingRecorded { .. }) => built,
                    Err(other) => return Err(other.into()),
                }
            }
            Self::RecordedAt(revision) => revision::recorded(revision, source, context)?,
            Self::Published(version) => published::built(version, source, &source.scope.selection, context)?,
        })
    }
}
