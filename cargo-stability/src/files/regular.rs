//! Only a regular file is read, locked or replaced: a named pipe waits for a writer, a device has no end, and a link leads elsewhere.

use std::fs::{self, File, FileType, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

/// Opens a regular file, or creates it where `options` say so. The file that was opened is checked, not the one that was there
/// before.
pub fn open(path: &Path, options: &mut OpenOptions) -> Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;

        // A named pipe that nobody writes to would keep the call waiting.
        options.custom_flags(nix::fcntl::OFlag::O_NONBLOCK.bits());
    }
    open_checked(path, options)
}

/// The same, and refuses a link.
pub fn open_without_link(path: &Path, options: &mut OpenOptions) -> Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;

        use nix::fcntl::OFlag;

        options.custom_flags((OFlag::O_NONBLOCK | OFlag::O_NOFOLLOW).bits());
    }
    let refuse_link = || match link_target(path) {
        Some(target) => Err(anyhow!(
            "it is a symbolic link to `{}`, which is not followed: remove the link",
            target.display()
        )),
        None => Ok(()),
    };
    #[cfg(not(unix))]
    refuse_link()?;
    open_checked(path, options).map_err(|error| refuse_link().err().unwrap_or(error))
}

fn open_checked(path: &Path, options: &OpenOptions) -> Result<File> {
    let file = match options.open(path) {
        Ok(file) => file,
        // A folder or a socket is not opened everywhere, and the system says less about why.
        Err(error) => return Err(check(path).err().unwrap_or(error.into())),
    };
    check_type(file.metadata()?.file_type())?;
    Ok(file)
}

/// Refuses everything at `path` but a regular file, a link to one, and nothing at all.
pub fn check(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(metadata) => check_type(metadata.file_type()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match link_target(path) {
            Some(target) => bail!(
                "it is a symbolic link to `{}`, which does not exist: create the file, or remove the link",
                target.display()
            ),
            None => Ok(()),
        },
        Err(error) => Err(error.into()),
    }
}

fn link_target(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

fn check_type(found: FileType) -> Result<()> {
    if !found.is_file() {
        bail!("it is {}, not a regular file", type_name(found));
    }
    Ok(())
}

#[cfg(unix)]
fn type_name(found: FileType) -> &'static str {
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
fn type_name(found: FileType) -> &'static str {
    if found.is_dir() { "a folder" } else { "a device" }
}
