//! A folder that one call at a time works in: what a build leaves is read before the next one writes over it.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use fd_lock::RwLock;

use crate::context::Context;
use crate::files;

/// How long is waited between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// Does `work` while no other call works in `folder`, which is created where it is not there.
pub fn with_lock<T>(folder: &Path, context: &Context, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let failed = |reason| anyhow!("cannot work in `{}`: {reason}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let file = folder.join(".lock");
    // What is in the file matters to nobody, and it is not ours to empty.
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let opened = files::open_without_link(&file, &mut options);
    let opened = opened.map_err(|reason| anyhow!("cannot lock `{}`: {reason}", file.display()))?;
    let mut lock = RwLock::new(opened);
    let mut is_waiting = false;
    loop {
        match lock.try_write() {
            Ok(_guard) => return work(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
        if !is_waiting {
            let what = format_args!("for another call in `{}`", folder.display());
            context.output.step("Waiting", what);
            is_waiting = true;
        }
        context.processes.check_interrupt()?;
        thread::sleep(PAUSE);
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::with_lock;
    use crate::context::Context;

    #[test]
    fn a_link_in_the_place_of_the_lock_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let precious = folder.path().join("precious");
        fs::write(&precious, "text").unwrap();
        symlink(&precious, folder.path().join(".lock")).unwrap();
        let context = Context::for_tests();
        let error = with_lock(folder.path(), &context, || Ok(())).unwrap_err().to_string();
        let expected = format!(
            "it is a symbolic link to `{}`, which is not followed",
            precious.display()
        );
        assert!(error.contains(&expected), "{error}");
        assert_eq!(fs::read_to_string(&precious).unwrap(), "text");

        fs::remove_file(folder.path().join(".lock")).unwrap();
        fs::write(folder.path().join(".lock"), "text").unwrap();
        with_lock(folder.path(), &context, || Ok(())).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(".lock")).unwrap(), "text");
    }
}
