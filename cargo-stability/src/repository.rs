//! Where the places of findings are in the repository, and the texts of its files.

use std::path::{Path, PathBuf};

use stability_policy::Place;

use crate::git::Git;
use crate::process::Processes;
use crate::report::SourceFiles;
use crate::source::Source;
use crate::workspace::folder_of;
use crate::{files, settings};

/// The files of the repository that a contract belongs to.
#[derive(Debug)]
pub struct Repository<'a> {
    source: &'a Source,
    root: PathBuf,
}

impl<'a> Repository<'a> {
    /// The repository around the source; without git, its root is that of the workspace.
    pub fn around(source: &'a Source, processes: &Processes) -> Self {
        let root = Git::around(&source.scope.folder, processes).map(|git| git.root().to_owned());
        let root = root.unwrap_or_else(|_| source.workspace.root().to_owned());
        Self {
            source,
            root: canonical(root),
        }
    }

    /// A file with `/` between the parts of its path; `None` of one outside of the repository.
    fn below_root(&self, path: PathBuf) -> Option<String> {
        let path = canonical(path);
        let below = path.strip_prefix(&self.root).ok()?;
        Some(below.to_string_lossy().replace('\\', "/"))
    }

    fn folder(&self, package: &str) -> Option<&Path> {
        self.source.scope.package(package).map(|it| folder_of(&it.package))
    }

    /// The file that the compiler calls so: below the folder of the workspace, or of a package that is built by itself.
    fn file(&self, package: &str, file: &str) -> PathBuf {
        let in_package = self.folder(package).map(|folder| folder.join(file));
        let in_workspace = self.source.workspace.root().join(file);
        match in_package {
            Some(path) if path.is_file() || !in_workspace.is_file() => path,
            _ => in_workspace,
        }
    }
}

impl SourceFiles for Repository<'_> {
    fn path(&self, package: &str, place: &Place) -> Option<String> {
        let folder = &self.source.scope.folder;
        let path = match place {
            Place::Source(location) | Place::Baseline(location) if !location.file.is_empty() => {
                self.file(package, &location.file)
            }
            Place::Manifest => self.folder(package)?.join("Cargo.toml"),
            Place::Policy { .. } => folder.join(settings::FILE),
            Place::File { path, .. } => folder.join(path),
            _ => return None,
        };
        self.below_root(path)
    }

    fn fallback(&self) -> String {
        let policy = self.source.scope.folder.join(settings::FILE);
        let manifest = self.source.workspace.manifest.clone();
        let file = if policy.is_file() { policy } else { manifest };
        self.below_root(file).unwrap_or_else(|| "Cargo.toml".to_owned())
    }

    fn text(&self, path: &str) -> Option<String> {
        files::read_text(&self.root.join(path), files::MAX_TEXT).ok()
    }
}

/// The path without links; a file that was removed keeps the one that it had.
fn canonical(path: PathBuf) -> PathBuf {
    path.canonicalize().unwrap_or(path)
}
