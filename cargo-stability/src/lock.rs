//! A folder that one call at a time works in: what a build leaves is read before the next one writes over it.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fd_lock::RwLock;

use crate::child::ChildError;
use crate::context::Context;
use crate::regular::{self, Irregular};

/// How long is waited between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// Why nothing was done in a folder.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// There was an interrupt while waiting.
    #[error(transparent)]
    Interrupted(#[from] ChildError),
    /// The folder cannot be used.
    #[error("cannot work in `{}`: {reason}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// What calls wait for each other by is something else.
    #[error("cannot lock `{}`: {reason}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says, or what else stands there.
        reason: Irregular,
    },
}

/// Does `work` while no other call works in `folder`, which is made where it is not there.
///
/// # Errors
///
/// See [`LockError`].
pub fn alone_in<T>(folder: &Path, context: &Context, work: impl FnOnce() -> T) -> Result<T, LockError> {
    let failed = |reason| LockError::Folder {
        folder: folder.to_owned(),
        reason,
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let file = folder.join(".lock");
    // What is in the file matters to nobody, and it is not ours to empty.
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let opened = regular::open_without_link(&file, &mut options);
    let mut lock = RwLock::new(opened.map_err(|reason| LockError::File { file, reason })?);
    let mut said = false;
    loop {
        match lock.try_write() {
            Ok(_guard) => return Ok(work()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
        if !said {
            context
                .output
                .step("Waiting", format_args!("for another call in `{}`", folder.display()));
            said = true;
        }
        context.children.check()?;
        thread::sleep(PAUSE);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    use jiff::civil::date;

    use super::alone_in;
    use crate::args::MessageArgs;
    use crate::child::Children;
    use crate::context::Context;
    use crate::output::Output;

    #[test]
    fn a_link_in_the_place_of_the_lock_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let precious = folder.path().join("precious");
        fs::write(&precious, "text").unwrap();
        symlink(&precious, folder.path().join(".lock")).unwrap();
        let context = Context {
            output: Output::new(MessageArgs::default()),
            children: Children::default(),
            folder: PathBuf::new(),
            cargo: OsString::new(),
            rustdoc: OsString::new(),
            rustc: None,
            rustc_wrapper: None,
            build_variables: Vec::new(),
            program: PathBuf::new(),
            date: date(2026, 1, 1),
        };
        let error = alone_in(folder.path(), &context, || ()).unwrap_err().to_string();
        let expected = format!(
            "it is a symbolic link to `{}`, which is not followed",
            precious.display()
        );
        assert!(error.contains(&expected), "{error}");
        assert_eq!(fs::read_to_string(&precious).unwrap(), "text");

        fs::remove_file(folder.path().join(".lock")).unwrap();
        fs::write(folder.path().join(".lock"), "text").unwrap();
        alone_in(folder.path(), &context, || ()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(".lock")).unwrap(), "text");
    }
}
