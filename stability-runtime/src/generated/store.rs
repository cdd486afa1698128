//! The stored artefact, and the reasons beside it.

use alloc::format;
use alloc::vec::Vec;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Breach;
use crate::artefact::Artefact;

/// The stored content; `None` if there is no file.
pub(super) fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Stores whole or not at all: a failed run leaves the file that was there, and a link to it stays a link.
pub(super) fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = &target(file)?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = &with_suffix(file, ".part");
    // An interrupted run may have left one. A link in its place is removed, and what it leads to stays as it is.
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut part = OpenOptions::new().write(true).create_new(true).open(beside)?;
    part.write_all(bytes)?;
    fs::rename(beside, file)
}

/// The file behind the links at `file`, or `file` itself where nothing is.
fn target(file: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(file) {
            Ok(missing) => Err(io::Error::other(format!(
                "it is a link to `{}`, which does not exist: remove the link, or create the file",
                missing.display(),
            ))),
            Err(_) => Ok(file.to_path_buf()),
        },
        target => target,
    }
}

/// Adds why the promise was broken in this version.
pub(super) fn append_reason(file: &Path, artefact: &Artefact, reason: &str, breaches: &[Breach]) -> io::Result<()> {
    let mut entry = format!(
        "- {}: {}\n",
        artefact.package().version,
        reason.replace(['\r', '\n'], " ")
    );
    for breach in breaches {
        let breach = match breach {
            Breach::Bytes { .. } => "bytes differ".into(),
            other => format!("{other}"),
        };
        entry += &format!("  - {breach}\n");
    }
    let mut reasons = OpenOptions::new()
        .create(true)
        .append(true)
        .open(with_suffix(file, ".reasons.md"))?;
    reasons.write_all(entry.as_bytes())
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    PathBuf::from(name)
}
