//! The contract as the source says it now.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use semver::Version;
use stability::Contract;
use stability::contract::{Feature, Manifest};

use crate::args::Selection;
use crate::compile::{Build, CompileError};
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
            None => own_target(&workspace),
        };
        Ok(Self {
            workspace,
            scope,
            target,
        })
    }

    /// Builds the source, and reads its contract.
    ///
    /// # Errors
    ///
    /// See [`CurrentError`].
    pub fn contract(&self, context: &Context) -> Result<Contract, CurrentError> {
        let build = Build {
            cargo: &context.cargo,
            folder: &context.folder,
            manifest: &self.workspace.manifest,
            governed: &self.scope.governed,
            selection: &self.scope.selection,
            target: &self.target,
            counts_unmarked: self.scope.policy.ratchets.unmarked,
        };
        contract(&build, context)
    }
}

/// The folder of what is built here. A target folder outside of the workspace may be that of other checkouts too: to cargo their
/// packages are the same, and what was built last of any of them is fresh for all whose files are older.
fn own_target(workspace: &Workspace) -> PathBuf {
    let folder = workspace.target().join(FOLDER);
    if workspace.target().starts_with(workspace.root()) {
        return folder;
    }
    let mut hasher = DefaultHasher::new();
    workspace.root().hash(&mut hasher);
    folder.join(format!("{:016x}", hasher.finish()))
}

/// Builds, and reads the contract of what was built.
///
/// # Errors
///
/// See [`CurrentError`].
pub fn contract(build: &Build<'_>, context: &Context) -> Result<Contract, CurrentError> {
    let (paths, lines) = lines(build, context)?;
    let contract = read::collect(&paths, &lines)?;
    warn_of_silence(build.governed, &contract, context)?;
    let contract = with_manifests(contract, build.governed);
    if build.counts_unmarked {
        return Ok(coverage::counted(contract, build, context)?);
    }
    Ok(contract)
}

/// Builds, and gives the files that were built with the lines in them.
///
/// # Errors
///
/// See [`CurrentError`].
pub fn lines(build: &Build<'_>, context: &Context) -> Result<(Vec<PathBuf>, Vec<String>), CurrentError> {
    lock::alone_in(build.target, context, || {
        let files = build.run(&context.children, context.output)?;
        let names: Vec<String> = build.governed.iter().map(|it| it.name().to_owned()).collect();
        let mut lines = Vec::new();
        for file in &files {
            context.children.check().map_err(LockError::from)?;
            lines.extend(read::lines_of(&names, &file.path)?);
        }
        Ok((files.into_iter().map(|file| file.path).collect(), lines))
    })?
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
