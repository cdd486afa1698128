//! Fixtures that are run, and their output.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A program that was built.
#[derive(Debug)]
pub struct Executable {
    name: String,
    path: PathBuf,
}

/// A program that has run.
#[derive(Debug)]
pub struct Call {
    /// The exit code, if it came to one.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it printed to stderr.
    pub stderr: String,
}

impl Executable {
    pub(crate) fn new(name: &str, path: PathBuf) -> Self {
        Self {
            name: name.to_owned(),
            path,
        }
    }

    /// The name of its target.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its bytes.
    ///
    /// # Errors
    ///
    /// What the file system refuses.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        fs::read(&self.path)
    }

    /// Runs it with arguments.
    ///
    /// # Panics
    ///
    /// When it cannot be started.
    #[track_caller]
    pub fn call(&self, arguments: &[&str]) -> Call {
        let output = Command::new(&self.path).args(arguments).output();
        let output = output.unwrap_or_else(|error| panic!("{}: {error}", self.path.display()));
        Call {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs it and gives what it printed.
    ///
    /// # Panics
    ///
    /// When it fails, with what it printed.
    #[track_caller]
    pub fn print(&self, arguments: &[&str]) -> String {
        let call = self.call(arguments);
        assert_eq!(call.code, Some(0), "`{}` failed: {call:#?}", self.name);
        call.stdout
    }
}

/// Removes the second name; the target folder keeps the first.
impl Drop for Executable {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
