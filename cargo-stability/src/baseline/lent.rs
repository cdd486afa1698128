//! The lock file of the workspace, for a source that has none: with it, both are built with the same dependencies.

use std::path::Path;
use std::{fs, io};

use crate::limit;

/// The name of the file.
pub(super) const FILE: &str = "Cargo.lock";

/// The lock file of the workspace in `root`, if it has one.
pub(super) fn of(root: &Path) -> Option<String> {
    limit::text(&root.join(FILE), limit::TEXT).ok()
}

/// Gives it to the workspace in `root`, unless that has one.
///
/// # Errors
///
/// What the system refuses.
pub(super) fn to(root: &Path, text: Option<&str>) -> io::Result<()> {
    let path = root.join(FILE);
    match text {
        Some(text) if !path.exists() => fs::write(path, text),
        _ => Ok(()),
    }
}
