//! What stands in the place of a file. Only a regular file is read, locked or replaced: a named pipe waits for a writer, a device
//! has no end, and a link leads elsewhere.

use std::fs::{self, File, FileType, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Why a path leads to no regular file.
#[derive(Debug, thiserror::Error)]
pub enum Irregular {
    /// The system does not give it.
    #[error("{0}")]
    System(#[from] io::Error),
    /// It is something else.
    #[error("it is {0}, and no regular file")]
    Other(&'static str),
    /// It is a link to nothing.
    #[error("it is a symbolic link to `{}`, which is not there: put a file there, or remove the link", .0.display())]
    Dangling(PathBuf),
    /// It is a link where none may stand.
    #[error("it is a symbolic link to `{}`, which is not followed: remove the link", .0.display())]
    Link(PathBuf),
}

/// Opens a regular file, or makes it where `options` say so. What is opened is looked at, not what stood there before.
///
/// # Errors
///
/// See [`Irregular`].
pub fn open(path: &Path, options: &mut OpenOptions) -> Result<File, Irregular> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;

        // A named pipe that nobody writes to would keep the call waiting.
        options.custom_flags(nix::fcntl::OFlag::O_NONBLOCK.bits());
    }
    opened(path, options)
}

/// The same, where no link may stand.
///
/// # Errors
///
/// See [`Irregular`].
pub fn open_without_link(path: &Path, options: &mut OpenOptions) -> Result<File, Irregular> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;

        use nix::fcntl::OFlag;

        options.custom_flags((OFlag::O_NONBLOCK | OFlag::O_NOFOLLOW).bits());
    }
    #[cfg(not(unix))]
    if let Some(target) = link(path) {
        return Err(Irregular::Link(target));
    }
    opened(path, options).map_err(|error| match link(path) {
        Some(target) => Irregular::Link(target),
        None => error,
    })
}

fn opened(path: &Path, options: &OpenOptions) -> Result<File, Irregular> {
    let file = match options.open(path) {
        Ok(file) => file,
        // A folder or a socket is not opened everywhere, and the system says less about why.
        Err(error) => return Err(check(path).err().unwrap_or(error.into())),
    };
    check_type(file.metadata()?.file_type())?;
    Ok(file)
}

/// Whether a regular file stands at `path`, or behind the link that stands there, or nothing at all.
///
/// # Errors
///
/// See [`Irregular`].
pub fn check(path: &Path) -> Result<(), Irregular> {
    match fs::metadata(path) {
        Ok(metadata) => check_type(metadata.file_type()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match link(path) {
            Some(target) => Err(Irregular::Dangling(target)),
            None => Ok(()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Where the link at `path` leads; `None` if it is not a link.
pub fn link(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

fn check_type(found: FileType) -> Result<(), Irregular> {
    if found.is_file() {
        return Ok(());
    }
    Err(Irregular::Other(name(found)))
}

#[cfg(unix)]
fn name(found: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if found.is_dir() {
        "a folder"
    } else if found.is_fifo() {
        "a named pipe"
    } else if found.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn name(found: FileType) -> &'static str {
    if found.is_dir() { "a folder" } else { "a device" }
}
