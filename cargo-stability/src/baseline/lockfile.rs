//! The lock file of the workspace, for a source that has none: with it, both are built with the same dependencies.

use std::path::Path;
use std::{fs, io};

use crate::files;

/// The name of the file.
pub(super) const FILE: &str = "Cargo.lock";

/// The lock file of the workspace in `root`, if it has one.
pub(super) fn read(root: &Path) -> Option<String> {
    files::read_text(&root.join(FILE), files::MAX_TEXT).ok()
}

/// Writes it for the workspace in `root`, unless that has one.
pub(super) fn write_if_absent(root: &Path, text: Option<&str>) -> io::Result<()> {
    let path = root.join(FILE);
    match text {
        Some(text) if !path.exists() => fs::write(path, text),
        _ => Ok(()),
    }
}
