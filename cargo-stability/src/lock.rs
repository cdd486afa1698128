//! A folder that one call at a time works in: what a build leaves is read before the next one writes over it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fd_lock::RwLock;

use crate::child::ChildError;
use crate::context::Context;

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
    let mut lock = RwLock::new(File::create(folder.join(".lock")).map_err(failed)?);
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
