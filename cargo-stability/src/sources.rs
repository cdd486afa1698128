//! Where the places of findings are in the repository, and the texts of its files.

use std::path::{Path, PathBuf};

use stability_policy::Place;

use crate::child::Children;
use crate::current::Source;
use crate::git::Git;
use crate::report::Sources;
use crate::workspace::folder_of;
use crate::{limit, settings};

/// The files of the repository that a contract belongs to.
#[derive(Debug)]
pub struct Repository<'a> {
    source: &'a Source,
    root: PathBuf,
}

impl<'a> Repository<'a> {
    /// The repository around the source; without git, its root is that of the workspace.
    pub fn around(source: &'a Source, children: &Children) -> Self {
        let root = Git::of(&source.scope.folder, children).map(|git| git.root().to_owned());
        let root = root.unwrap_or_else(|_| source.workspace.root().to_owned());
        Self {
            source,
            root: root.canonicalize().unwrap_or(root),
        }
    }

    fn folder(&self, package: &str) -> Option<&Path> {
        let mut governed = self.source.scope.governed.iter();
        governed
            .find(|it| it.name() == package)
            .map(|it| folder_of(&it.package))
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

impl Sources for Repository<'_> {
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
        // A file that is gone has no path but the one it had.
        let path = path.canonicalize().unwrap_or(path);
        let below = path.strip_prefix(&self.root).ok()?;
        Some(below.to_string_lossy().replace('\\', "/"))
    }

    fn whole(&self) -> String {
        let policy = self.source.scope.folder.join(settings::FILE);
        let manifest = self.source.workspace.manifest.clone();
        let file = if policy.is_file() { policy } else { manifest };
        let file = file.canonicalize().unwrap_or(file);
        let below = file.strip_prefix(&self.root).unwrap_or(Path::new("Cargo.toml"));
        below.to_string_lossy().replace('\\', "/")
    }

    fn text(&self, path: &str) -> Option<String> {
        limit::text(&self.root.join(path), limit::TEXT).ok()
    }
}
