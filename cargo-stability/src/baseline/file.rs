//! A baseline in a file.

use std::path::{Path, PathBuf};

use stability::Contract;

use crate::read::{self, ReadError};

/// Why a file gave no baseline.
#[derive(Debug, thiserror::Error)]
pub enum FileBaselineError {
    /// It was not read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is none in the repository yet.
    #[error(
        "there is no baseline yet at `{}`: record what is promised now with `cargo stability init`, or compare with a release, \
         `--baseline-rev v1.0.0`",
        .0.display()
    )]
    NoneRecorded(PathBuf),
}

/// The contract in the file that the policy names.
pub(super) fn recorded(path: &Path) -> Result<Contract, FileBaselineError> {
    match read::json(path) {
        Err(ReadError::File(error)) if error.is_absent() => Err(FileBaselineError::NoneRecorded(path.to_owned())),
        other => Ok(other?),
    }
}

/// The contract in a file that was named: JSON, or something that was built.
pub(super) fn given(path: &Path) -> Result<Contract, FileBaselineError> {
    Ok(read::files_given(&[path.to_owned()])?)
}
