//! Files are read up to a stated size, so that none can fill the memory.

use std::fs::OpenOptions;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use crate::output::shown;
use crate::regular::{self, Irregular};

/// The largest contract that is read, in bytes: some 250,000 items.
pub const CONTRACT: u64 = 128 * MIB;
/// The largest object file, library or program that is read, in bytes.
pub const OBJECT: u64 = 2048 * MIB;
/// The largest file of a project that is read, such as a policy or a changelog, in bytes.
pub const TEXT: u64 = 16 * MIB;

const MIB: u64 = 1024 * 1024;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system does not give it, or it is no regular file.
    #[error("cannot read `{}`: {reason}", shown(.path))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says, or what else stands there.
        reason: Irregular,
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
    /// Whether the file is just not there. A link to nothing is there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Read { reason: Irregular::System(reason), .. } if reason.kind() == io::ErrorKind::NotFound)
    }
}

/// The bytes of a regular file that has no more than `limit`.
///
/// # Errors
///
/// See [`FileError`].
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = |reason| FileError::Read {
        path: path.to_owned(),
        reason,
    };
    let file = regular::open(path, OpenOptions::new().read(true)).map_err(failed)?;
    let length = file.metadata().map_err(|error| failed(error.into()))?.len();
    let mut bytes = Vec::new();
    if length <= limit {
        // A file can grow meanwhile.
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(error.into()))?;
    }
    if length > limit || bytes.len() as u64 > limit {
        return Err(FileError::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    Ok(bytes)
}

/// The text of a regular file that has no more than `limit` bytes.
///
/// # Errors
///
/// See [`FileError`].
pub fn text(path: &Path, limit: u64) -> Result<String, FileError> {
    decoded(bytes(path, limit)?).map_err(|error| FileError::NotText {
        path: path.to_owned(),
        at: error.utf8_error().valid_up_to(),
    })
}

/// Bytes as text, without the byte order mark that some editors write before it.
///
/// # Errors
///
/// What is not UTF-8.
pub fn decoded(bytes: Vec<u8>) -> Result<String, FromUtf8Error> {
    let mut text = String::from_utf8(bytes)?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
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
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "\u{feff}a\u{feff}b").unwrap();
        assert_eq!(text(&file, 20).unwrap(), "a\u{feff}b");
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
    #[track_caller]
    fn assert_refused(path: &std::path::Path, expected: &str) {
        let error = bytes(path, 1000).unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}");
        assert!(!error.is_absent());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_refused() {
        use std::os::unix::net::UnixListener;

        use nix::sys::stat::Mode;
        use nix::unistd::mkfifo;

        let folder = tempfile::tempdir().unwrap();
        let (pipe, socket) = (folder.path().join("pipe"), folder.path().join("socket"));
        mkfifo(&pipe, Mode::S_IRWXU).unwrap();
        let _listener = UnixListener::bind(&socket).unwrap();
        assert_refused(&pipe, "pipe`: it is a named pipe, and no regular file");
        assert_refused(&socket, "socket`: it is a socket, and no regular file");
        assert_refused(folder.path(), "it is a folder, and no regular file");
        assert_refused(
            "/dev/zero".as_ref(),
            "cannot read `/dev/zero`: it is a device, and no regular file",
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_one_to_nothing_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::os::unix::fs::symlink("file", &link).unwrap();
        assert_refused(
            &link,
            "it is a symbolic link to `file`, which is not there: put a file there, or remove the link",
        );
        fs::write(&file, "1").unwrap();
        assert_eq!(bytes(&link, 10).unwrap(), b"1");
    }

    #[test]
    fn a_file_that_is_not_there_is_told_from_one_that_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(bytes(&folder.path().join("none"), 10).unwrap_err().is_absent());
        assert!(!bytes(folder.path(), 10).unwrap_err().is_absent());
    }
}
