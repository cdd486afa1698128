//! The packages of a workspace, as cargo reads its manifests: without their dependencies, and without the network.

mod features;
mod lock;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use stability::render::escape::line;

pub use self::features::{accepts_feature, enabled_features, features_enabling, features_off};
pub use self::lock::LockFile;
use crate::args::Selection;
use crate::output::printable;
use crate::process::{error_text, without_network};

/// The package whose records are read, by the name that registries have it under.
pub const RUNTIME: &str = "stability-runtime";

/// The packages of a workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The manifest from which it was found.
    pub manifest: PathBuf,
    metadata: Metadata,
}

impl Workspace {
    /// The workspace that the selection names, or else that of `folder`.
    pub fn find(cargo: &OsStr, folder: &Path, selection: &Selection) -> Result<Self> {
        let manifest = match &selection.manifest_path {
            Some(path) => {
                let path = folder.join(path);
                if !path.is_file() {
                    let path = printable(path);
                    bail!("`{path}` is not a file: `--manifest-path` takes the path of a Cargo.toml");
                }
                path
            }
            None => manifest_above(folder).ok_or_else(|| {
                let folder = printable(folder);
                anyhow!(
                    "no Cargo.toml in `{folder}` or above it: change into a package, or name one with `--manifest-path`"
                )
            })?,
        };
        Self::at(cargo, folder, &manifest, selection)
    }

    /// The workspace of `manifest`, with cargo called in `folder`.
    pub fn at(cargo: &OsStr, folder: &Path, manifest: &Path, selection: &Selection) -> Result<Self> {
        let mut command = MetadataCommand::new();
        // Without dependencies there is nothing to download.
        command.no_deps();
        for (variable, value) in without_network(cargo) {
            command.env(variable, value);
        }
        let flags = [("--offline", selection.offline), ("--locked", selection.locked)];
        let wanted = flags.into_iter().filter(|(_, wanted)| *wanted);
        command.other_options(wanted.map(|(flag, _)| flag.to_owned()).collect::<Vec<_>>());
        let metadata = metadata(&mut command, cargo, folder, manifest)
            .map_err(|reason| anyhow!("cargo cannot read the workspace of `{}`: {reason}", printable(manifest)))?;
        Ok(Self {
            manifest: manifest.to_owned(),
            metadata,
        })
    }

    /// The folder of the manifest.
    pub fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(self.root())
    }

    /// The folder of the workspace.
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

    /// The packages that cargo takes where the manifest has none.
    pub fn default_packages(&self) -> Vec<&Package> {
        if self.metadata.workspace_default_members.is_available() {
            self.metadata.workspace_default_packages()
        } else {
            self.packages()
        }
    }

    /// The package whose manifest is in `folder`.
    pub fn package_in(&self, folder: &Path) -> Option<&Package> {
        let mut packages = self.packages().into_iter();
        packages.find(|package| is_same_path(folder_of(package), folder))
    }

    /// The package of this name.
    pub fn package(&self, name: &str) -> Result<&Package> {
        let packages = self.packages();
        let found = packages.iter().copied().find(|package| package.name.as_str() == name);
        found.ok_or_else(|| {
            let known: Vec<String> = packages.iter().map(|package| package.name.to_string()).collect();
            let (root, name) = (printable(self.root()), line(name));
            anyhow!(
                "the workspace in `{root}` has no package `{name}`; its packages are {}",
                quoted_list(&known)
            )
        })
    }
}

/// The manifest in `folder`, or in the next folder above that has one.
pub fn manifest_above(folder: &Path) -> Option<PathBuf> {
    let mut manifests = folder.ancestors().map(|folder| folder.join("Cargo.toml"));
    manifests.find(|manifest| manifest.is_file())
}

/// What `cargo metadata` prints; an error is what cargo says.
pub fn metadata(
    command: &mut MetadataCommand,
    cargo: &OsStr,
    folder: &Path,
    manifest: &Path,
) -> Result<Metadata, String> {
    command.cargo_path(cargo).manifest_path(manifest).current_dir(folder);
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => error_text(stderr.as_bytes()),
        other => other.to_string(),
    })
}

/// The folder of a package.
pub fn folder_of(package: &Package) -> &Path {
    let manifest = package.manifest_path.as_std_path();
    manifest.parent().unwrap_or(manifest)
}

/// Whether two paths lead to the same place.
pub fn is_same_path(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether a registry may have a package.
pub fn is_publishable(package: &Package) -> bool {
    package.publish.as_ref().is_none_or(|registries| !registries.is_empty())
}

/// How a package depends on the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeDependency {
    /// It is the runtime.
    Itself,
    /// It depends on it, under this name.
    Always(String),
    /// It depends on it, under this name, where a feature says so.
    Optional(String),
    /// Only its tests or its build script depend on it.
    DevOrBuild,
    /// It does not.
    None,
}

/// How a package depends on the runtime.
pub fn runtime_dependency(package: &Package) -> RuntimeDependency {
    if package.name.as_str() == RUNTIME {
        return RuntimeDependency::Itself;
    }
    let all = || {
        package
            .dependencies
            .iter()
            .filter(|dependency| dependency.name == RUNTIME)
    };
    let normal = all().filter(|dependency| dependency.kind == DependencyKind::Normal);
    // A dependency may be stated again for a platform; one that is always there wins.
    match normal.min_by_key(|dependency| dependency.optional) {
        Some(dependency) => {
            let name = dependency.rename.clone().unwrap_or_else(|| RUNTIME.to_owned());
            if dependency.optional {
                RuntimeDependency::Optional(name)
            } else {
                RuntimeDependency::Always(name)
            }
        }
        None if all().next().is_none() => RuntimeDependency::None,
        None => RuntimeDependency::DevOrBuild,
    }
}

/// Names in a sentence: `` `a`, `b` ``.
pub fn quoted_list(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", line(name))).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests;
