//! The one place that reads `stability.toml`.

use std::path::{Path, PathBuf};

use stability_policy::{Policy, PolicyError};

use crate::limit::{self, FileError};
use crate::output::shown;
use crate::report;
use crate::report::text::Style;

/// How wide mistakes are shown.
const COLUMNS: usize = 120;

/// The name of the file.
pub const FILE: &str = "stability.toml";

/// Why the policy was not read.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It says something that is not understood.
    #[error("`{}` cannot be read:\n{reason}", shown(.path))]
    Policy {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it, each with its line and a caret.
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
        Ok(text) => Policy::from_toml(&text).map(Some).map_err(|error| {
            let reason = mistakes(&error, &path, &text);
            SettingsError::Policy { path, reason }
        }),
        Err(error) if error.is_absent() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The mistakes as the compiler would show them, without colours, since a message may hold words of others.
fn mistakes(error: &PolicyError, path: &Path, text: &str) -> String {
    let style = Style {
        color: false,
        columns: COLUMNS,
    };
    let mut shown = Vec::new();
    match report::text::policy_error(error, &path.to_string_lossy(), text, style, &mut shown) {
        Ok(()) => String::from_utf8_lossy(&shown).trim_end().to_owned(),
        Err(_) => error.to_string(),
    }
}
