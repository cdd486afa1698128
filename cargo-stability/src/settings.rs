//! The one place that reads `stability.toml`.

use std::path::{Path, PathBuf};

use stability::policy::{Policy, PolicyError};

use crate::limit::{self, FileError};

/// The name of the file.
pub const FILE: &str = "stability.toml";

/// Why the policy was not read.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It says something that is not understood.
    #[error("`{}` cannot be read:\n{reason}", .path.display())]
    Policy {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it, and where.
        reason: PolicyError,
    },
}

/// Reads the policy that is in `folder`; `None` where there is none.
///
/// # Errors
///
/// See [`SettingsError`].
pub fn read(folder: &Path) -> Result<Option<Policy>, SettingsError> {
    let path = folder.join(FILE);
    match limit::text(&path, limit::TEXT) {
        Ok(text) => Policy::from_toml(&text)
            .map(Some)
            .map_err(|reason| SettingsError::Policy { path, reason }),
        Err(error) if error.is_absent() => Ok(None),
        Err(error) => Err(error.into()),
    }
}
