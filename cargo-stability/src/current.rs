//! The contract as the source says it now.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Component, Path, PathBuf};

use semver::Version;
use stability::Contract;
use stability::contract::{Feature, Manifest};

use crate::args::Selection;
use crate::compile::{Build, Built, CompileError};
use crate::context::Context;
use crate::coverage::{self, CountError};
use crate::lock::{self, LockError};
use crate::read::{self, ReadError};
use crate::scope::{Governed, Scope, ScopeError};
use crate::workspace::{Workspace, WorkspaceError, list};

/// Why the contract of the source is not known.
#[derive(Debug, thiserror::Error)]
pub enum CurrentError {
    /// It is not known what the contract is about.
    #[error(transparent)]
    Scope(#[from] ScopeError),
    /// It was not built.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The target folder cannot be used.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The public items were not counted.
    #[error(transparent)]
    Count(#[from] CountError),
    /// What was built was not read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// What was built holds nothing.
    #[error(
        "{} {} built, and hold{} no record: put a tier on what is promised, as in `#[stability::stable(since = \"1.0.0\")]`; \
         where attributes stand behind a feature, add `--features`",
        list(.0), if .0.len() == 1 { "was" } else { "were" }, if .0.len() == 1 { "s" } else { "" }
    )]
    WithoutRecords(Vec<String>),
}

impl From<WorkspaceError> for CurrentError {
    fn from(error: WorkspaceError) -> Self {
        Self::Scope(error.into())
    }
}

/// The folder below a target folder that holds all that is built here.
pub const FOLDER: &str = "stability";

/// The workspace of the caller, and the contract that was asked for.
#[derive(Clone, Debug)]
pub struct Source {
    /// The workspace.
    pub workspace: Workspace,
    /// What the contract is about.
    pub scope: Scope,
    /// The folder that is built into.
    pub target: PathBuf,
}

impl Source {
    /// What the selection asks for.
    ///
    /// # Errors
    ///
    /// That it is not known what the contract is about.
    pub fn find(context: &Context, selection: &Selection) -> Result<Self, ScopeError> {
        let workspace = Workspace::find(&context.cargo, &context.folder, selection)?;
        let scope = Scope::find(&workspace, selection)?;
        let target = match &selection.target_dir {
            Some(folder) => context.folder.join(folder),
            None => workspace.target().join(FOLDER),
        };
        let target = target_of(&target, workspace.root());
        Ok(Self {
            workspace,
            scope,
            target,
        })
    }

    /// Builds the source, and reads its contract. Where none is recorded yet, a source without any record is refused, with what
    /// to write into it.
    ///
    /// # Errors
    ///
    /// See [`CurrentError`].
    pub fn contract(&self, context: &Context) -> Result<Contract, CurrentError> {
        if self.scope.baseline().is_file() {
            return self.contract_against_another(context);
        }
        self.build(context)
    }

    /// The same, for the comparison with another contract: a source without any record has a contract without items, so that
    /// each item of the other is removed.
    ///
    /// # Errors
    ///
    /// See [`CurrentError`].
    pub fn contract_against_another(&self, context: &Context) -> Result<Contract, CurrentError> {
        match self.build(context) {
            Err(CurrentError::WithoutRecords(names)) => {
                context.output.warning(format_args!(
                    "{} hold{} no record, so the contract has no item: where attributes stand behind a feature, add `--features`",
                    list(&names),
                    if names.len() == 1 { "s" } else { "" }
                ));
                Ok(self.without_items()?)
            }
            other => other,
        }
    }

    fn build(&self, context: &Context) -> Result<Contract, CurrentError> {
        if self.scope.governed.is_empty() {
            return Err(CurrentError::WithoutRecords(self.scope.names()));
        }
        let build = Build {
            folder: &context.folder,
            manifest: &self.workspace.manifest,
            governed: &self.scope.governed,
            selection: &self.scope.selection,
            target: &self.target,
            counts_unmarked: self.scope.policy.ratchets.unmarked,
            is_of_the_past: false,
            is_complete: false,
        };
        contract(&build.prepared(context)?, context)
    }
}

impl Source {
    /// The contract of packages that promise nothing: their names, their versions, their manifests.
    fn without_items(&self) -> Result<Contract, ReadError> {
        let Scope { governed, silent, .. } = &self.scope;
        let packages = governed.iter().map(|it| &it.package).chain(silent);
        let lines = packages.map(|package| {
            serde_json::json!({ "stability": 2, "package": package.name.as_str(), "version": package.version })
                .to_string()
        });
        let contract = read::collect(&[], &lines.collect::<Vec<_>>())?;
        Ok(with_manifests(contract, governed))
    }
}

/// The folder that a workspace in `root` is built into, where `folder` was named.
///
/// A folder outside of the workspace may be that of other checkouts too: to cargo their packages are the same, and what was built
/// last of any of them is fresh for all whose files are older. So each has its own below it.
pub fn target_of(folder: &Path, root: &Path) -> PathBuf {
    let root = followed(root);
    if followed(folder).starts_with(&root) {
        return folder.to_owned();
    }
    let mut hasher = DefaultHasher::new();
    root.hash(&mut hasher);
    folder.join(format!("{:016x}", hasher.finish()))
}

/// Where a path leads, of which the last parts need not be there.
fn followed(path: &Path) -> PathBuf {
    let mut followed = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                followed.pop();
            }
            part => followed.push(part),
        }
        if let Ok(whole) = followed.canonicalize() {
            followed = whole;
        }
    }
    followed
}

/// Builds, and reads the contract of what was built.
///
/// # Errors
///
/// See [`CurrentError`].
pub fn contract(build: &Build<'_>, context: &Context) -> Result<Contract, CurrentError> {
    let (files, lines) = lines(build, context)?;
    let contract = read::collect(&paths(&files), &lines)?;
    warn_of_silence(build.governed, &contract, context)?;
    let contract = with_manifests(contract, build.governed);
    if build.counts_unmarked {
        let counted = coverage::unmarked_of(&contract, build, &files, context)?;
        return Ok(with_unmarked(contract, counted));
    }
    Ok(contract)
}

/// Builds, and gives the files that were built with the lines in them.
///
/// # Errors
///
/// See [`CurrentError`].
pub fn lines(build: &Build<'_>, context: &Context) -> Result<(Vec<Built>, Vec<String>), CurrentError> {
    lock::alone_in(build.target, context, || {
        let files = build.run(context)?;
        let names: Vec<String> = build.governed.iter().map(|it| it.name().to_owned()).collect();
        let mut lines = Vec::new();
        for file in &files {
            context.children.check().map_err(LockError::from)?;
            lines.extend(read::lines_of(&names, &file.path)?);
        }
        Ok((files, lines))
    })?
}

/// Where these files are.
pub fn paths(files: &[Built]) -> Vec<PathBuf> {
    files.iter().map(|file| file.path.clone()).collect()
}

/// The contract with the number of public items without a tier of each package that was counted.
pub fn with_unmarked(contract: Contract, counted: Vec<(String, u32)>) -> Contract {
    counted.into_iter().fold(contract, |contract, (package, number)| {
        contract.with_unmarked(&package, number)
    })
}

/// Refuses a contract that no package has said anything of, and warns of those that have not.
fn warn_of_silence(governed: &[Governed], contract: &Contract, context: &Context) -> Result<(), CurrentError> {
    let heard = |name: &str| contract.packages().iter().any(|source| source.package.name == name);
    let (heard, silent): (Vec<&Governed>, _) = governed.iter().partition(|it| heard(it.name()));
    let silent: Vec<String> = silent.iter().map(|it| it.name().to_owned()).collect();
    if heard.is_empty() {
        return Err(CurrentError::WithoutRecords(silent));
    }
    for name in silent {
        context.output.warning(format_args!(
            "`{name}` was built and holds no record: put a tier on what it promises, turn on the feature behind which its \
             attributes stand, or leave it out of `packages` in stability.toml"
        ));
    }
    Ok(())
}

/// The contract with what the manifests promise: features, and the minimum supported Rust version.
pub fn with_manifests(contract: Contract, governed: &[Governed]) -> Contract {
    governed.iter().fold(contract, |contract, governed| {
        contract.with_manifest(governed.name(), manifest(governed))
    })
}

fn manifest(governed: &Governed) -> Manifest {
    let package = &governed.package;
    let mut manifest = Manifest::new();
    manifest.rust_version = package.rust_version.clone().map(whole);
    let features = package.features.iter();
    manifest.features = features
        .map(|(name, enables)| (name.clone(), Feature::new(enables)))
        .collect();
    manifest
}

/// A version of Rust with all three numbers, and nothing else.
fn whole(version: Version) -> Version {
    Version::new(version.major, version.minor, version.patch)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::target_of;

    #[test]
    fn a_folder_outside_of_the_workspace_is_divided() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        for root in [&one, &other] {
            fs::create_dir(root).unwrap();
        }
        let shared = folder.path().join("shared");
        let below = one.join("target/stability");
        assert_eq!(target_of(&below, &one), below);
        assert_ne!(target_of(&shared, &one), target_of(&shared, &other));
        let around = one.join("../shared");
        assert!(target_of(&around, &one) != around, "it leads out of the workspace");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_workspace_leads_outside() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("one");
        fs::create_dir(&root).unwrap();
        let link = root.join("target");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        assert_ne!(target_of(&link, &root), link);
    }
}
