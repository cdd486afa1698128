//! Driving cargo on the fixture packages: each is built with the features and the profile that its test names.

#![forbid(unsafe_code)]

mod cargo;
mod executable;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fs, io};

pub use self::cargo::{BuildOutput, Cargo, Diagnostic};
pub use self::executable::{Call, Executable};

/// The workspace of the fixtures, and the folder that its builds share.
#[derive(Debug)]
pub struct Fixtures {
    workspace: PathBuf,
    target: PathBuf,
}

/// One call of cargo at a time, since workspaces share a target folder: what a build leaves is taken before the next one
/// writes over it.
static BUILD_LOCK: Mutex<()> = Mutex::new(());

impl Fixtures {
    /// The fixtures in `workspace`, built into `target`.
    pub fn new(workspace: impl Into<PathBuf>, target: impl Into<PathBuf>) -> Self {
        Self {
            workspace: workspace.into(),
            target: target.into(),
        }
    }

    /// The folder of the workspace.
    pub fn workspace(&self) -> &Path {
        &self.workspace
    }

    /// The folder with the pages of documentation of the library `name`, which the command `doc` writes.
    pub fn documentation_of(&self, name: &str) -> PathBuf {
        self.target.join("doc").join(name)
    }

    /// A call of `cargo COMMAND` in the workspace.
    pub fn cargo(&self, command: &str) -> Cargo<'_> {
        Cargo::new(self, command)
    }

    /// The same fixtures in the folder `copy`, built into the same target folder. The crates of this product stay where
    /// they are.
    ///
    /// # Errors
    ///
    /// What the file system refuses.
    pub fn copied_to(&self, copy: &Path) -> io::Result<Self> {
        if copy.exists() {
            fs::remove_dir_all(copy)?;
        }
        let runtime = fs::canonicalize(self.workspace.join("../../stability-runtime"))?;
        copy_folder(&self.workspace, copy, &runtime)?;
        Ok(Self::new(copy, &self.target))
    }
}

fn copy_folder(from: &Path, to: &Path, runtime: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&from, &to, runtime)?;
        } else if entry.file_name() == "Cargo.toml" {
            let manifest = fs::read_to_string(from)?;
            let lines = manifest.lines().map(|line| with_runtime(line, runtime) + "\n");
            fs::write(to, lines.collect::<String>())?;
        } else {
            fs::copy(from, to)?;
        }
    }
    Ok(())
}

/// A line of a manifest, with the path to the runtime replaced where it holds one.
fn with_runtime(line: &str, runtime: &Path) -> String {
    let quoted = |(before, rest): (&str, &str)| {
        let (path, after) = rest.split_once('"')?;
        path.ends_with("/stability-runtime")
            .then(|| format!("{before}path = '{}'{after}", runtime.display()))
    };
    line.split_once("path = \"")
        .and_then(quoted)
        .unwrap_or_else(|| line.to_owned())
}
