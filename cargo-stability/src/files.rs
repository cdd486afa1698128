//! Reading and writing files. Reading stops at a stated size, so that no file can fill the memory, and takes only regular files.

mod regular;
mod write;

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::string::FromUtf8Error;

use anyhow::{Result, anyhow, bail};
use stability::render::escape::line;

pub use self::regular::open_without_link;
pub use self::write::{replace, write, write_new};
use crate::output::printable;

/// The largest contract that is read, in bytes: some 250,000 items.
pub const MAX_CONTRACT: u64 = 128 * MIB;
/// The largest object file, library or program that is read, in bytes.
pub const MAX_OBJECT: u64 = 2048 * MIB;
/// The largest file of a project that is read, such as a policy or a changelog, in bytes.
pub const MAX_TEXT: u64 = 16 * MIB;

const MIB: u64 = 1024 * 1024;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The files below `folder` that match a pattern, by their paths there with `/`, in the order of their names.
pub fn matching(folder: &Path, pattern: &str) -> Result<Vec<String>> {
    let whole = format!("{}/{pattern}", glob::Pattern::escape(&folder.to_string_lossy()));
    let paths =
        glob::glob(&whole).map_err(|reason| anyhow!("`{}` is not a pattern of files: {reason}", line(pattern)))?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|error| {
            let folder = printable(error.path());
            anyhow!("cannot list `{folder}`: {}", io::Error::from(error))
        })?;
        if !path.is_dir() {
            let below = path.strip_prefix(folder).unwrap_or(&path);
            found.push(below.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(found)
}

/// The bytes of a regular file that has no more than `max`.
pub fn read_bytes(path: &Path, max: u64) -> Result<Vec<u8>> {
    let cannot_read = |reason| anyhow!("cannot read `{}`: {reason}", printable(path));
    let file = regular::open(path, OpenOptions::new().read(true)).map_err(cannot_read)?;
    let length = file.metadata().map_err(|error| cannot_read(error.into()))?.len();
    let mut bytes = Vec::new();
    if length <= max {
        // A file can grow meanwhile.
        let read = file.take(max + 1).read_to_end(&mut bytes);
        read.map_err(|error| cannot_read(error.into()))?;
    }
    if length > max || bytes.len() as u64 > max {
        bail!(
            "`{}` has more than {} MiB, the limit for such a file: check the path",
            printable(path),
            max / MIB
        );
    }
    Ok(bytes)
}

/// The text of a regular file that has no more than `max` bytes.
pub fn read_text(path: &Path, max: u64) -> Result<String> {
    decode(read_bytes(path, max)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow!("`{}` is not text in UTF-8, from byte {at} on", printable(path))
    })
}

/// Like [`read_bytes`]; `None` where there is no file.
pub fn read_bytes_if_present(path: &Path, max: u64) -> Result<Option<Vec<u8>>> {
    (!is_absent(path)).then(|| read_bytes(path, max)).transpose()
}

/// Like [`read_text`]; `None` where there is no file.
pub fn read_text_if_present(path: &Path, max: u64) -> Result<Option<String>> {
    (!is_absent(path)).then(|| read_text(path, max)).transpose()
}

/// Whether nothing is at `path`. A link to nothing is something.
pub fn is_absent(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Bytes as text, without the byte order mark that some editors write before it.
pub fn decode(bytes: Vec<u8>) -> Result<String, FromUtf8Error> {
    let mut text = String::from_utf8(bytes)?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{read_bytes, read_bytes_if_present, read_text};

    #[test]
    fn a_file_of_the_limit_is_read_and_one_more_byte_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "1234").unwrap();
        assert_eq!(read_bytes(&file, 4).unwrap(), b"1234");
        let error = read_bytes(&file, 3).unwrap_err().to_string();
        assert!(error.contains("the limit for such a file"), "{error}");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "\u{feff}a\u{feff}b").unwrap();
        assert_eq!(read_text(&file, 20).unwrap(), "a\u{feff}b");
    }

    #[test]
    fn an_error_names_the_first_byte_that_is_not_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"ab\xff").unwrap();
        let error = read_text(&file, 10).unwrap_err();
        assert!(
            error.to_string().ends_with("is not text in UTF-8, from byte 2 on"),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[track_caller]
    fn assert_refused(path: &std::path::Path, expected: &str) {
        let error = read_bytes(path, 1000).unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}");
        assert!(read_bytes_if_present(path, 1000).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_read() {
        use std::os::unix::net::UnixListener;

        use nix::sys::stat::Mode;
        use nix::unistd::mkfifo;

        let folder = tempfile::tempdir().unwrap();
        let (pipe, socket) = (folder.path().join("pipe"), folder.path().join("socket"));
        mkfifo(&pipe, Mode::S_IRWXU).unwrap();
        let _listener = UnixListener::bind(&socket).unwrap();
        assert_refused(&pipe, "pipe`: it is a named pipe, not a regular file");
        assert_refused(&socket, "socket`: it is a socket, not a regular file");
        assert_refused(folder.path(), "it is a folder, not a regular file");
        assert_refused(
            "/dev/zero".as_ref(),
            "cannot read `/dev/zero`: it is a device, not a regular file",
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
            "it is a symbolic link to `file`, which does not exist: create the file, or remove the link",
        );
        fs::write(&file, "1").unwrap();
        assert_eq!(read_bytes(&link, 10).unwrap(), b"1");
    }

    #[test]
    fn a_missing_file_differs_from_one_that_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read_bytes(&folder.path().join("none"), 10).is_err());
        assert!(
            read_bytes_if_present(&folder.path().join("none"), 10)
                .unwrap()
                .is_none()
        );
        assert!(read_bytes_if_present(folder.path(), 10).is_err());
    }
}
