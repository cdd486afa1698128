//! The packages of a workspace, as cargo reads its manifests: without their dependencies, and without the network.

mod features;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use stability::render::escape::line;

pub use self::features::{enabled, takes, that_turn_on};
use crate::args::Selection;
use crate::child::complaint;
use crate::output::shown;

/// The package whose records are read, by the name that registries have it under.
pub const RUNTIME: &str = "stability-runtime";

/// Why the workspace is not known.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// There is no manifest.
    #[error(
        "no Cargo.toml in `{}` or above it: change into a package, or name one with `--manifest-path`",
        shown(.0)
    )]
    NoManifest(PathBuf),
    /// The manifest that was named is not there.
    #[error("`{}` is no file: `--manifest-path` takes the path of a Cargo.toml", shown(.0))]
    NotAManifest(PathBuf),
    /// Cargo refuses a manifest.
    #[error("cargo cannot read the workspace of `{}`: {reason}", shown(.manifest))]
    Manifest {
        /// The manifest.
        manifest: PathBuf,
        /// What cargo says.
        reason: String,
    },
    /// There is no package of that name.
    #[error("the workspace in `{}` has no package `{}`: it has {}", shown(.root), line(.name), list(.known))]
    NoPackage {
        /// The folder of the workspace.
        root: PathBuf,
        /// The name.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

/// The packages of a workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The manifest from which it was found.
    pub manifest: PathBuf,
    metadata: Metadata,
}

impl Workspace {
    /// The workspace that the selection names, or else that of `folder`.
    ///
    /// # Errors
    ///
    /// See [`WorkspaceError`].
    pub fn find(cargo: &OsStr, folder: &Path, selection: &Selection) -> Result<Self, WorkspaceError> {
        let manifest = match &selection.manifest_path {
            Some(path) => {
                let path = folder.join(path);
                if !path.is_file() {
                    return Err(WorkspaceError::NotAManifest(path));
                }
                path
            }
            None => folder
                .ancestors()
                .map(|folder| folder.join("Cargo.toml"))
                .find(|manifest| manifest.is_file())
                .ok_or_else(|| WorkspaceError::NoManifest(folder.to_owned()))?,
        };
        Self::at(cargo, folder, &manifest, selection)
    }

    /// The workspace of `manifest`, with cargo called in `folder`.
    ///
    /// # Errors
    ///
    /// That cargo refuses it.
    pub fn at(cargo: &OsStr, folder: &Path, manifest: &Path, selection: &Selection) -> Result<Self, WorkspaceError> {
        let refused = |reason: String| WorkspaceError::Manifest {
            manifest: manifest.to_owned(),
            reason,
        };
        let mut command = MetadataCommand::new();
        command
            .cargo_path(cargo)
            .manifest_path(manifest)
            .current_dir(folder)
            .no_deps();
        let flags = [("--offline", selection.offline), ("--locked", selection.locked)];
        let wanted = flags.into_iter().filter(|(_, wanted)| *wanted);
        command.other_options(wanted.map(|(flag, _)| flag.to_owned()).collect::<Vec<_>>());
        let metadata = command.exec().map_err(|error| match error {
            cargo_metadata::Error::CargoMetadata { stderr } => refused(complaint(&stderr)),
            other => refused(other.to_string()),
        })?;
        Ok(Self {
            manifest: manifest.to_owned(),
            metadata,
        })
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        self.metadata.workspace_root.as_std_path()
    }

    /// The folder that cargo builds it into.
    pub fn target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// Its packages.
    pub fn packages(&self) -> Vec<&Package> {
        self.metadata.workspace_packages()
    }

    /// The package whose manifest stands in `folder`.
    pub fn package_in(&self, folder: &Path) -> Option<&Package> {
        let mut packages = self.packages().into_iter();
        packages.find(|package| same(folder_of(package), folder))
    }

    /// The package of this name.
    ///
    /// # Errors
    ///
    /// That there is none.
    pub fn package(&self, name: &str) -> Result<&Package, WorkspaceError> {
        let packages = self.packages();
        packages
            .iter()
            .copied()
            .find(|package| package.name.as_str() == name)
            .ok_or_else(|| WorkspaceError::NoPackage {
                root: self.root().to_owned(),
                name: name.to_owned(),
                known: packages.iter().map(|package| package.name.to_string()).collect(),
            })
    }
}

/// The folder of a package.
pub fn folder_of(package: &Package) -> &Path {
    let manifest = package.manifest_path.as_std_path();
    manifest.parent().unwrap_or(manifest)
}

/// Whether two paths lead to the same place.
pub fn same(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// How a package depends on the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependence {
    /// It is the runtime.
    Itself,
    /// It depends on it, under this name.
    Always(String),
    /// It depends on it, under this name, where a feature says so.
    Optional(String),
    /// Only its tests or its build script do.
    NotInWhatIsBuilt,
    /// It does not.
    None,
}

/// How a package depends on the runtime.
pub fn dependence(package: &Package) -> Dependence {
    if package.name.as_str() == RUNTIME {
        return Dependence::Itself;
    }
    let all: Vec<_> = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.name == RUNTIME)
        .collect();
    let normal = all
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal);
    // A dependency may be stated again for a platform; one that is always there wins.
    match normal.min_by_key(|dependency| dependency.optional) {
        Some(dependency) => {
            let name = dependency.rename.clone().unwrap_or_else(|| RUNTIME.to_owned());
            if dependency.optional {
                Dependence::Optional(name)
            } else {
                Dependence::Always(name)
            }
        }
        None if all.is_empty() => Dependence::None,
        None => Dependence::NotInWhatIsBuilt,
    }
}

/// Names in a sentence: `` `a`, `b` ``.
pub(crate) fn list(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names
        .iter()
        .map(|name| format!("`{}`", line(name)))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests;
