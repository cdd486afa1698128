//! The one place that reads `stability.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use stability::policy::Policy;

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
    #[error("`{}` cannot be read as a policy:\n{reason}", .path.display())]
    Policy {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and caret.
        reason: String,
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
        Ok(text) => parse(&text)
            .map(Some)
            .map_err(|reason| SettingsError::Policy { path, reason }),
        Err(error) if error.is_absent() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Reads what says where the contract is. The rest is the policy's own to read.
fn parse(text: &str) -> Result<Policy, String> {
    #[derive(Deserialize)]
    struct Place {
        #[serde(default)]
        packages: Vec<String>,
        baseline: Option<String>,
    }
    let place: Place = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut policy = Policy::default();
    policy.packages = place.packages;
    policy.baseline = place.baseline.unwrap_or(policy.baseline);
    Ok(policy)
}
