//! Files are written whole or not at all: into an unnamed file in the same folder, which then takes the place of the one before.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

/// A file that could not be written; it is as it was.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`: {reason}; the file is as it was", .path.display())]
pub struct StoreError {
    /// The file.
    pub path: PathBuf,
    /// What the system says.
    pub reason: io::Error,
}

/// Writes a file whole, with the folder that it stands in; a file that was there keeps its permissions, and a link to it stays
/// a link.
///
/// # Errors
///
/// What the system refuses: a folder that cannot be written to, a full disk. The file is as it was then.
pub fn write(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |reason| StoreError {
        path: path.to_owned(),
        reason,
    };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = AtomicWriteFile::open(&target).map_err(failed)?;
    match file.write_all(text.as_bytes()) {
        // `commit` brings the content to the disk before the name.
        Ok(()) => file.commit().map_err(failed),
        Err(reason) => {
            // What was begun has no name that could stay behind; a system without such files is asked to remove it.
            let _ = file.discard();
            Err(failed(reason))
        }
    }
}

/// Writes a file that is not there; one that has come meanwhile is left as it is.
///
/// # Errors
///
/// What the system refuses, and that the file is there.
pub fn write_new(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |reason| StoreError {
        path: path.to_owned(),
        reason,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".stability-");
    // A temporary file is for its owner alone; what is to be committed is as open as the umask of its author says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist_noclobber(path).map_err(|error| failed(error.error))?;
    Ok(())
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
                "trap '' XFSZ; ulimit -f 8; exec \"$0\" --ignored --exact store::tests::more_than_the_disk_holds",
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
