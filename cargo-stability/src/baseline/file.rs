//! A baseline in a file.

use std::path::{Path, PathBuf};

use stability::Contract;

use crate::output::shown;
use crate::read::{self, ReadError};
use crate::scope::Scope;

/// Why a file gave no baseline.
#[derive(Debug, thiserror::Error)]
pub enum FileBaselineError {
    /// It was not read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is none in the repository yet.
    #[error(
        "there is no baseline yet at `{}`: record what is promised now with `cargo stability {}`, or compare with a release, \
         `--baseline-rev v1.0.0`",
        shown(.path), if *.has_settings { "bless" } else { "init" }
    )]
    NoneRecorded {
        /// Where it should be.
        path: PathBuf,
        /// Whether there is a policy already, which `init` would refuse to write.
        has_settings: bool,
    },
}

/// The contract in the file that the policy names.
pub(super) fn recorded(scope: &Scope) -> Result<Contract, FileBaselineError> {
    let path = scope.baseline();
    match read::json(&path) {
        Err(ReadError::File(error)) if error.is_absent() => Err(FileBaselineError::NoneRecorded {
            path,
            has_settings: scope.has_settings,
        }),
        other => Ok(other?),
    }
}

/// The contract in a file that was named: JSON, or something that was built.
pub(super) fn given(path: &Path) -> Result<Contract, FileBaselineError> {
    Ok(read::files_given(&[path.to_owned()])?)
}
