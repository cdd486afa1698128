//! A baseline in a git revision: built from its source in a work tree of its own, or as it was recorded there.

use std::path::{Path, PathBuf};

use stability::Contract;

use super::cache::Cached;
use super::manifest;
use crate::args::Selection;
use crate::compile::Build;
use crate::context::Context;
use crate::current::{self, CurrentError, Source};
use crate::git::{Git, GitError};
use crate::interrupt::{self, Begun};
use crate::limit;
use crate::lock::{self, LockError};
use crate::scope::{Scope, ScopeError};
use crate::settings;
use crate::workspace::{Workspace, list};

/// Why a revision gave no baseline.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// Git gave no answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The folder of revisions cannot be used.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Its source gave no contract.
    #[error("the revision `{revision}` gives no contract: {reason}")]
    Source {
        /// The revision.
        revision: String,
        /// Why.
        reason: Box<CurrentError>,
    },
    /// None of the packages is there.
    #[error(
        "the revision `{revision}` has none of {} where it is looked for: compare with a later revision",
        list(.packages)
    )]
    NoPackage {
        /// The revision.
        revision: String,
        /// The packages.
        packages: Vec<String>,
    },
    /// No contract was recorded there.
    #[error(
        "the revision `{revision}` holds no `{}`: compare with a later revision, or leave `--recorded` out, so that its source is \
         built",
        .path.display()
    )]
    NothingRecorded {
        /// The revision.
        revision: String,
        /// The file.
        path: PathBuf,
    },
    /// What was recorded there is no contract.
    #[error("`{}` at the revision `{revision}` is no contract: {reason}", .path.display())]
    Recorded {
        /// The revision.
        revision: String,
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// There is no room for a work tree.
    #[error("cannot make a work tree in `{}`: {reason}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
}

/// The contract that the repository held at a revision.
pub(super) fn recorded(revision: &str, source: &Source, context: &Context) -> Result<Contract, RevisionError> {
    let git = Git::of(&source.scope.folder, &context.children)?;
    let commit = git.commit(revision)?;
    let path = git.below(&source.scope.folder)?.join(&source.scope.policy.baseline);
    let failed = |reason: String| RevisionError::Recorded {
        revision: revision.to_owned(),
        path: path.clone(),
        reason,
    };
    let Some(bytes) = git.file_at(&commit, &path)? else {
        return Err(RevisionError::NothingRecorded {
            revision: revision.to_owned(),
            path,
        });
    };
    if bytes.len() as u64 > limit::CONTRACT {
        return Err(failed("it is too large".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|_| failed("it is not text in UTF-8".to_owned()))?;
    Contract::from_json(&text).map_err(|error| failed(error.to_string()))
}

/// The contract of the source at a revision.
pub(super) fn built(
    revision: &str,
    source: &Source,
    selection: &Selection,
    context: &Context,
) -> Result<Contract, RevisionError> {
    let git = Git::of(&source.scope.folder, &context.children)?;
    let commit = git.commit(revision)?;
    let folder = source.target.join("revisions");
    let places = (git.below(&source.scope.folder)?, git.below(source.workspace.root())?);
    let cached = Cached::new(
        &folder,
        &commit,
        &source.scope.names(),
        &source.scope.selection,
        &places,
    );
    if let Some(contract) = cached.contract() {
        return Ok(contract);
    }
    let (scope_below, root_below) = &places;
    // Two builds of a commit would be in each other's way.
    let contract = lock::alone_in(&folder, context, || {
        let short = commit.get(..12).unwrap_or(&commit);
        context
            .output
            .step("Building", format_args!("revision {revision} ({short})"));
        let tree = WorkTree::add(&git, folder.join(&commit), &commit)?;
        let contract = tree.contract(scope_below, root_below, source, selection, context);
        contract.map_err(|error| error.at(revision))
    })??;
    cached.keep(&contract);
    Ok(contract)
}

/// A work tree, removed in the end whatever happens.
struct WorkTree<'a> {
    git: &'a Git,
    folder: PathBuf,
    /// Released when the folder is gone.
    _begun: Begun,
}

impl<'a> WorkTree<'a> {
    fn add(git: &'a Git, folder: PathBuf, commit: &str) -> Result<Self, GitError> {
        if folder.exists() {
            // It was left behind by a call that was killed.
            git.remove_work_tree(&folder);
        }
        let tree = Self {
            git,
            folder,
            _begun: interrupt::begun(),
        };
        tree.git.add_work_tree(&tree.folder, commit)?;
        Ok(tree)
    }

    fn contract(
        &self,
        scope_below: &Path,
        root_below: &Path,
        source: &Source,
        selection: &Selection,
        context: &Context,
    ) -> Result<Contract, Failure> {
        let root = self.folder.join(root_below);
        let folder = self.folder.join(scope_below);
        let manifest = [&folder, &root, &self.folder].map(|folder| folder.join("Cargo.toml"));
        let Some(manifest) = manifest.into_iter().find(|manifest| manifest.is_file()) else {
            return Err(Failure::NoPackage(source.scope.names()));
        };
        manifest::close(&manifest, &self.folder).map_err(|reason| Failure::Folder(self.folder.clone(), reason))?;
        let selection = Selection {
            manifest_path: None,
            packages: Vec::new(),
            ..selection.clone()
        };
        let workspace = Workspace::at(&context.cargo, &self.folder, &manifest, &selection).map_err(ScopeError::from)?;
        let scope = scope_at(&workspace, &folder, source, &selection)?;
        let build = Build {
            cargo: &context.cargo,
            folder: &self.folder,
            manifest: &workspace.manifest,
            governed: &scope.governed,
            selection: &scope.selection,
            target: &source.target.join("revisions").join("target"),
            counts_unmarked: scope.policy.ratchets.unmarked,
        };
        Ok(current::contract(&build, context)?)
    }
}

impl Drop for WorkTree<'_> {
    fn drop(&mut self) {
        self.git.remove_work_tree(&self.folder);
    }
}

/// What the contract was about at the revision: as its own policy says, or else those packages of today that were there.
fn scope_at(workspace: &Workspace, folder: &Path, source: &Source, selection: &Selection) -> Result<Scope, Failure> {
    let policy = settings::read(folder).map_err(ScopeError::from)?;
    if policy.is_some() {
        return Ok(Scope::in_folder(workspace, folder, policy, selection)?);
    }
    let mut policy = source.scope.policy.clone();
    let is_there = |name: &String| workspace.package(name).is_ok();
    policy.packages = source.scope.names().into_iter().filter(is_there).collect();
    if policy.packages.is_empty() {
        return Err(Failure::NoPackage(source.scope.names()));
    }
    Ok(Scope::in_folder(workspace, folder, Some(policy), selection)?)
}

/// Why the source in a work tree gave no contract.
enum Failure {
    Source(Box<CurrentError>),
    NoPackage(Vec<String>),
    Folder(PathBuf, std::io::Error),
}

impl<E: Into<CurrentError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Source(Box::new(error.into()))
    }
}

impl Failure {
    fn at(self, revision: &str) -> RevisionError {
        let revision = revision.to_owned();
        match self {
            Self::Source(reason) => RevisionError::Source { revision, reason },
            Self::NoPackage(packages) => RevisionError::NoPackage { revision, packages },
            Self::Folder(folder, reason) => RevisionError::Folder { folder, reason },
        }
    }
}
