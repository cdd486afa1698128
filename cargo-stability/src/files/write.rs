//! Files are written whole or not at all: into an unnamed file in the same folder, which then takes the place of the one before.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, anyhow};
use atomic_write_file::AtomicWriteFile;

use super::regular;
use crate::interrupt;
use crate::output::printable;

/// Writes a file whole, and creates its folder. A file that was there keeps its permissions, and a link to it stays a link. After
/// an error the file is as it was.
pub fn write(path: &Path, text: &str) -> Result<()> {
    write_with(path, || {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = AtomicWriteFile::open(&target)?;
        match file.write_all(text.as_bytes()) {
            // `commit` brings the content to the disk before the name.
            Ok(()) => file.commit(),
            Err(reason) => {
                // The new file has no name that could stay behind; a system without such files is asked to remove it.
                let _ = file.discard();
                Err(reason)
            }
        }
    })
}

/// Writes a file that is not there; one that has come meanwhile is left as it is.
pub fn write_new(path: &Path, text: &str) -> Result<()> {
    write_with(path, || {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".stability-");
        // A temporary file is for its owner alone; what is to be committed is as open as the umask of its author says.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path)?;
        Ok(())
    })
}

/// Replaces a file. A link is replaced and not followed: this is for folders that we made, with files of others in them.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

fn write_with(path: &Path, write: impl FnOnce() -> io::Result<()>) -> Result<()> {
    let _deferred = interrupt::defer();
    let written = regular::check(path).and_then(|()| Ok(write()?));
    written.map_err(|reason| anyhow!("cannot write `{}`: {reason}; the file is as it was", printable(path)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::write;

    #[test]
    fn the_folder_is_made_and_nothing_else_is_left_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("stability/contract.json");
        write(&file, "one").unwrap();
        write(&file, "two").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path().join("stability")).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_the_place_of_the_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let error = write(folder.path(), "text").unwrap_err();
        assert!(error.to_string().ends_with("the file is as it was"), "{error}");
        assert!(folder.path().is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        write(&link, "two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_permissions_that_any_other_has() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        fs::write(folder.path().join("plain"), "one").unwrap();
        write(&folder.path().join("written"), "one").unwrap();
        super::write_new(&folder.path().join("new"), "one").unwrap();
        assert_eq!((mode("written"), mode("new")), (mode("plain"), mode("plain")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_and_a_pipe_are_left_alone() {
        use std::os::unix::fs::symlink;

        use nix::sys::stat::Mode;
        use nix::unistd::mkfifo;

        use super::{replace, write_new};

        let folder = tempfile::tempdir().unwrap();
        let (link, pipe) = (folder.path().join("link"), folder.path().join("pipe"));
        symlink("elsewhere/contract.json", &link).unwrap();
        mkfifo(&pipe, Mode::S_IRWXU).unwrap();
        for write in [write, write_new] {
            let error = write(&link, "text").unwrap_err().to_string();
            assert!(
                error.contains("it is a symbolic link to `elsewhere/contract.json`, which does not exist"),
                "{error}"
            );
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            let error = write(&pipe, "text").unwrap_err().to_string();
            assert!(error.contains("it is a named pipe, not a regular file"), "{error}");
        }

        let target = folder.path().join("target");
        fs::write(&target, "of another").unwrap();
        fs::remove_file(&link).unwrap();
        symlink(&target, &link).unwrap();
        replace(&link, "ours").unwrap();
        assert_eq!(fs::read_to_string(&link).unwrap(), "ours");
        assert_eq!(fs::read_to_string(&target).unwrap(), "of another");
    }

    /// Run by the next test, in a shell that lets no file grow.
    #[test]
    #[ignore = "run by another test"]
    fn more_than_the_disk_holds() {
        let file = std::env::var_os("STABILITY_TEST_FILE").expect("the other test says where");
        let text = "x".repeat(1 << 20);
        let error = write(file.as_ref(), &text).unwrap_err();
        assert!(error.to_string().ends_with("the file is as it was"), "{error}");
        let error = super::write_new(&std::path::Path::new(&file).with_extension("new"), &text).unwrap_err();
        assert!(error.to_string().contains("cannot write"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "one").unwrap();
        let ended = std::process::Command::new("sh")
            .args([
                "-c",
                "trap '' XFSZ; ulimit -f 8; exec \"$0\" --ignored --exact files::write::tests::more_than_the_disk_holds",
            ])
            .arg(std::env::current_exe().unwrap())
            .env("STABILITY_TEST_FILE", &file)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success() && said.contains("1 passed"), "{said}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
