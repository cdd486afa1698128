//! The stored artefact, and the reasons beside it.

use alloc::format;
use alloc::vec::Vec;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Breach;
use crate::artefact::Artefact;

/// What is stored; `None` where nothing is.
pub(super) fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Stores whole or not at all: a failed run leaves the file that was there.
pub(super) fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = with_suffix(file, ".part");
    fs::write(&beside, bytes)?;
    fs::rename(&beside, file)
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
