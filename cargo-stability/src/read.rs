//! A contract out of files: its JSON, or the lines in what was built.

use std::path::{Path, PathBuf};

use stability::Contract;
use stability::contract::JsonError;
use stability::contract::lines::{self, LinesError};

use crate::limit::{self, FileError};
use crate::output::shown;
use crate::section::{self, SectionError};

/// Why a contract was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is JSON, and no contract.
    #[error("`{}` is no contract: {reason}", shown(.path))]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: JsonError,
    },
    /// It is no object file, or a broken one.
    #[error("`{}`: {reason}", shown(.path))]
    Section {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: SectionError,
    },
    /// What it holds makes no contract.
    #[error("{}: {reason}", files(.paths))]
    Lines {
        /// The files.
        paths: Vec<PathBuf>,
        /// What is wrong.
        reason: LinesError,
    },
    /// JSON is a contract of its own, and does not add up with other files.
    #[error("`{}` is a contract as JSON, which is read alone: leave the other files out", shown(.0))]
    Several(PathBuf),
}

fn files(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", shown(path))).collect();
    paths.join(", ")
}

/// The contract that is in a JSON file.
///
/// # Errors
///
/// See [`ReadError`].
pub fn json(path: &Path) -> Result<Contract, ReadError> {
    let text = limit::text(path, limit::CONTRACT)?;
    parse(path, &text)
}

fn parse(path: &Path, text: &str) -> Result<Contract, ReadError> {
    Contract::from_json(text).map_err(|reason| ReadError::Json {
        path: path.to_owned(),
        reason,
    })
}

/// The contract that these files hold together: one JSON file, or any number of files that were built.
///
/// # Errors
///
/// See [`ReadError`].
pub fn files_given(paths: &[PathBuf]) -> Result<Contract, ReadError> {
    let mut read = Vec::new();
    for path in paths {
        let bytes = limit::bytes(path, limit::OBJECT)?;
        if is_json(&bytes) {
            if paths.len() > 1 {
                return Err(ReadError::Several(path.clone()));
            }
            drop(bytes);
            return json(path);
        }
        read.push(bytes);
    }
    let mut all = Vec::new();
    for (path, bytes) in paths.iter().zip(&read) {
        all.extend(section::lines(bytes).map_err(|reason| ReadError::Section {
            path: path.clone(),
            reason,
        })?);
    }
    collect(paths, &all)
}

/// The lines of `packages` in a file that was built; none where the file holds no record.
///
/// A program also holds the records of what it is linked with.
///
/// # Errors
///
/// See [`ReadError`].
pub fn lines_of(packages: &[String], path: &Path) -> Result<Vec<String>, ReadError> {
    let bytes = limit::bytes(path, limit::OBJECT)?;
    let found = match section::lines(&bytes) {
        Ok(found) => found,
        Err(SectionError::WithoutRecords) => Vec::new(),
        Err(reason) => {
            return Err(ReadError::Section {
                path: path.to_owned(),
                reason,
            });
        }
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
///
/// # Errors
///
/// See [`ReadError`].
pub fn collect(paths: &[PathBuf], lines: &[impl AsRef<str>]) -> Result<Contract, ReadError> {
    Contract::from_lines(lines.iter().map(AsRef::as_ref)).map_err(|reason| ReadError::Lines {
        paths: paths.to_vec(),
        reason,
    })
}

/// Whether the first character is that of a JSON object. No object file starts so.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}
