//! Files are read up to a stated size, so that none can fill the memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::output::shown;

/// The largest contract that is read, in bytes: some 250,000 items.
pub const CONTRACT: u64 = 128 * MIB;
/// The largest object file, library or program that is read, in bytes.
pub const OBJECT: u64 = 2048 * MIB;
/// The largest file of a project that is read, such as a policy or a changelog, in bytes.
pub const TEXT: u64 = 16 * MIB;

const MIB: u64 = 1024 * 1024;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system does not give it.
    #[error("cannot read `{}`: {reason}", shown(.path))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// It is too large.
    #[error("`{}` has more than {} MiB, which is the most that is read of such a file: is it the right one?", shown(.path), .limit / MIB)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: u64,
    },
    /// It is not text.
    #[error("`{}` is not text in UTF-8, from byte {at} on", shown(.path))]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first byte that is none.
        at: usize,
    },
}

impl FileError {
    /// Whether the file is just not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Read { reason, .. } if reason.kind() == io::ErrorKind::NotFound)
    }
}

/// The bytes of a file that has no more than `limit`.
///
/// # Errors
///
/// See [`FileError`].
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = |reason| FileError::Read {
        path: path.to_owned(),
        reason,
    };
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let mut bytes = Vec::new();
    if length <= limit {
        // A file can grow meanwhile, and a device has no length.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if length > limit || bytes.len() as u64 > limit {
        return Err(FileError::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    Ok(bytes)
}

/// The text of a file that has no more than `limit` bytes.
///
/// # Errors
///
/// See [`FileError`].
pub fn text(path: &Path, limit: u64) -> Result<String, FileError> {
    String::from_utf8(bytes(path, limit)?).map_err(|error| FileError::NotText {
        path: path.to_owned(),
        at: error.utf8_error().valid_up_to(),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FileError, bytes, text};

    #[test]
    fn a_file_of_the_limit_is_read_and_one_more_byte_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "1234").unwrap();
        assert_eq!(bytes(&file, 4).unwrap(), b"1234");
        assert!(matches!(bytes(&file, 3), Err(FileError::TooLarge { limit: 3, .. })));
    }

    #[test]
    fn what_is_no_text_is_said_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"ab\xff").unwrap();
        let error = text(&file, 10).unwrap_err();
        assert!(
            error.to_string().ends_with("is not text in UTF-8, from byte 2 on"),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_device_without_an_end_is_left_at_the_limit() {
        let error = bytes("/dev/zero".as_ref(), 1000).unwrap_err();
        assert!(matches!(error, FileError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn a_file_that_is_not_there_is_told_from_one_that_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(bytes(&folder.path().join("none"), 10).unwrap_err().is_absent());
        assert!(!bytes(folder.path(), 10).unwrap_err().is_absent());
    }
}
