//! A contract out of files: its JSON, or the lines in what was built.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use stability::Contract;
use stability::contract::lines;

use crate::conflict;
use crate::files;
use crate::output::printable;
use crate::section::{self, SectionError};

/// The contract that is in a JSON file; `None` where there is no file.
pub fn json_if_present(path: &Path) -> Result<Option<Contract>> {
    (!files::is_absent(path)).then(|| json(path)).transpose()
}

/// The contract that is in a JSON file.
pub fn json(path: &Path) -> Result<Contract> {
    json_text(path, &files::read_text(path, files::MAX_CONTRACT)?)
}

/// The contract that is this text of a JSON file.
pub fn json_text(path: &Path, text: &str) -> Result<Contract> {
    conflict::refuse(path, text)?;
    Contract::from_json(text).map_err(|reason| anyhow!("`{}` is not a contract: {reason}", printable(path)))
}

/// The contract that these files hold together: one JSON file, or any number of files that were built.
pub fn contract(paths: &[PathBuf]) -> Result<Contract> {
    let mut read = Vec::new();
    for path in paths {
        let bytes = files::read_bytes(path, files::MAX_OBJECT)?;
        if is_json(&bytes) {
            if paths.len() > 1 {
                bail!(
                    "`{}` is a contract as JSON, and must be the only file: omit the other files",
                    printable(path)
                );
            }
            drop(bytes);
            return json(path);
        }
        read.push(bytes);
    }
    let mut all = Vec::new();
    for (path, bytes) in paths.iter().zip(&read) {
        all.extend(section::lines(bytes).map_err(|reason| anyhow!("`{}`: {reason}", printable(path)))?);
    }
    collect(paths, &all)
}

/// The lines of `packages` in a file that was built; none where the file holds no record.
///
/// A program also holds the records of what it is linked with.
pub fn lines_of(packages: &[String], path: &Path) -> Result<Vec<String>> {
    let bytes = files::read_bytes(path, files::MAX_OBJECT)?;
    let found = match section::lines(&bytes) {
        Ok(found) => found,
        Err(SectionError::WithoutRecords) => Vec::new(),
        Err(reason) => bail!("`{}`: {reason}", printable(path)),
    };
    // What follows a first line of another form is kept, so that it is refused with its place.
    let mut is_wanted = true;
    let wanted = found.into_iter().filter(|line| {
        if lines::is_first(line) {
            is_wanted = lines::package(line).is_none_or(|(name, _)| packages.iter().any(|it| it == name));
        }
        is_wanted
    });
    Ok(wanted.map(ToOwned::to_owned).collect())
}

/// The contract of lines that were found in `paths`.
pub fn collect(paths: &[PathBuf], lines: &[impl AsRef<str>]) -> Result<Contract> {
    Contract::from_lines(lines.iter().map(AsRef::as_ref)).map_err(|reason| {
        let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", printable(path))).collect();
        anyhow!("{}: {reason}", paths.join(", "))
    })
}

/// Whether the first character is that of a JSON object. No object file starts so.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}
