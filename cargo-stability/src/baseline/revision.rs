//! A baseline in a git revision: built from its source in a work tree of its own, or as it was recorded there.

use std::fs;
use std::path::{Path, PathBuf};

use stability::Contract;
use stability_policy::Policy;

use super::cache::{Cached, Inputs};
use super::surroundings::Surroundings;
use super::{lent, manifest, outside, submodules};
use crate::args::Selection;
use crate::compile::Build;
use crate::context::Context;
use crate::current::{self, CurrentError, Source};
use crate::git::{Git, GitError};
use crate::interrupt::{self, Begun};
use crate::limit;
use crate::lock::{self, LockError};
use crate::output::shown;
use crate::scope::{Governed, Scope, ScopeError};
use crate::settings;
use crate::workspace::{Workspace, folder_of, list};

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
    /// A package is not in the repository.
    #[error(
        "the revision `{revision}` does not hold the source of {}, which is outside of the repository: compare with what was \
         recorded, `--recorded`, or with a release, `--baseline-version`",
        list(.packages)
    )]
    OutsideOfRepository {
        /// The revision.
        revision: String,
        /// The packages.
        packages: Vec<String>,
    },
    /// No contract was recorded there.
    #[error(
        "the revision `{revision}` holds no `{}`: compare with a later revision, or leave `--recorded` out, so that its source is \
         built",
        shown(.path)
    )]
    NothingRecorded {
        /// The revision.
        revision: String,
        /// The file.
        path: PathBuf,
    },
    /// What was recorded there is no contract.
    #[error("`{}` at the revision `{revision}` is no contract: {reason}", shown(.path))]
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
    let text = limit::decoded(bytes).map_err(|_| failed("it is not text in UTF-8".to_owned()))?;
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
    fs::create_dir_all(&folder).map_err(|reason| RevisionError::Folder {
        folder: folder.clone(),
        reason,
    })?;
    let scope_below = git.below(&source.scope.folder)?;
    // The workspace of a package may be around the repository.
    let root_below = git
        .below(source.workspace.root())
        .unwrap_or_else(|_| scope_below.clone());
    let has_lock = git.file_at(&commit, &root_below.join(lent::FILE))?.is_some();
    let policy = &source.scope.policy;
    let inputs = Inputs {
        what: commit.clone(),
        packages: source.scope.names(),
        folders: vec![scope_below, root_below],
        selection: selection.clone(),
        build: policy.build.clone(),
        counts_unmarked: policy.ratchets.unmarked,
        lock: if has_lock {
            None
        } else {
            lent::of(source.workspace.root())
        },
        surroundings: Surroundings::of(&folder, context).map_err(GitError::from)?,
        ..Inputs::default()
    };
    let cached = Cached::new(&folder, &inputs);
    if let Some(contract) = cached.contract() {
        return Ok(contract);
    }
    // Two builds of a commit would be in each other's way.
    let (contract, is_of_commit) = lock::alone_in(&folder, context, || {
        let short = commit.get(..12).unwrap_or(&commit);
        context
            .output
            .step("Building", format_args!("revision {revision} ({short})"));
        let tree = WorkTree::add(&git, folder.join(&commit), &commit)?;
        let target = folder.join("target");
        let missing = submodules::fill(&git, &commit, &tree.folder, &context.children)?;
        if !missing.is_empty() {
            context.output.warning(format_args!(
                "the revision `{revision}` is built without submodules whose commit this checkout does not have: {}: fetch them \
                 with `git submodule update --init --recursive`, or with `git fetch` in the submodule",
                missing.join(", ")
            ));
        }
        let built = tree.contract(revision, &inputs, &target, context);
        let (contract, from_outside) = built.map_err(|error| error.at(revision))?;
        Ok::<_, RevisionError>((contract, missing.is_empty() && !from_outside))
    })??;
    // What is outside of the commit may be another one the next time.
    if is_of_commit {
        cached.keep(&contract);
    }
    Ok(contract)
}

/// A work tree, removed in the end whatever happens.
struct WorkTree<'a> {
    git: &'a Git,
    folder: PathBuf,
    /// Released after the folder was removed.
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

    /// The contract of its source, and whether that has parts from outside of the repository.
    fn contract(
        &self,
        revision: &str,
        inputs: &Inputs,
        target: &Path,
        context: &Context,
    ) -> Result<(Contract, bool), Failure> {
        let no_room = |reason| Failure::Folder(self.folder.clone(), reason);
        let folders = inputs.folders.iter().map(|below| self.folder.join(below));
        let mut manifests = folders
            .clone()
            .chain([self.folder.clone()])
            .map(|it| it.join("Cargo.toml"));
        let Some(manifest) = manifests.find(|manifest| manifest.is_file()) else {
            return Err(Failure::NoPackage(inputs.packages.clone()));
        };
        let folder = folders.clone().next().unwrap_or_else(|| self.folder.clone());
        let outside = outside::resolve(&self.folder, self.git.root()).map_err(no_room)?;
        manifest::close(&manifest, &self.folder).map_err(no_room)?;
        let selection = Selection {
            manifest_path: None,
            packages: Vec::new(),
            // A lock file that was lent may have to change.
            locked: inputs.selection.locked && inputs.lock.is_none(),
            ..inputs.selection.clone()
        };
        let workspace = Workspace::at(&context.cargo, &self.folder, &manifest, &selection).map_err(ScopeError::from)?;
        lent::to(workspace.root(), inputs.lock.as_deref()).map_err(no_room)?;
        let mut scope = scope_at(&workspace, &folder, inputs, &selection)?;
        let is_elsewhere = |it: &&Governed| !folder_of(&it.package).starts_with(&self.folder);
        let elsewhere: Vec<String> = scope
            .governed
            .iter()
            .filter(is_elsewhere)
            .map(|it| it.name().to_owned())
            .collect();
        if !elsewhere.is_empty() {
            return Err(Failure::OutsideOfRepository(elsewhere));
        }
        for feature in scope.without_unknown_features() {
            context.output.note(format_args!(
                "the revision `{revision}` has no feature `{feature}`, so it is built without"
            ));
        }
        let build = Build {
            folder: &self.folder,
            manifest: &workspace.manifest,
            governed: &scope.governed,
            selection: &scope.selection,
            target,
            counts_unmarked: inputs.counts_unmarked,
            is_of_the_past: true,
            is_complete: false,
        };
        let build = build.prepared(context).map_err(CurrentError::from)?;
        Ok((current::contract(&build, context)?, !outside.is_empty()))
    }
}

impl Drop for WorkTree<'_> {
    fn drop(&mut self) {
        self.git.remove_work_tree(&self.folder);
    }
}

/// What the contract was about at the revision: as its own policy says, or else those packages of today that were there.
fn scope_at(workspace: &Workspace, folder: &Path, inputs: &Inputs, selection: &Selection) -> Result<Scope, Failure> {
    let policy = settings::read(folder).map_err(ScopeError::from)?;
    if policy.is_some() {
        return Ok(Scope::in_folder(workspace, folder, policy, selection)?);
    }
    let is_there = |name: &&String| workspace.package(name).is_ok();
    let mut policy = Policy::default();
    policy.build = inputs.build.clone();
    policy.packages = inputs.packages.iter().filter(is_there).cloned().collect();
    if policy.packages.is_empty() {
        return Err(Failure::NoPackage(inputs.packages.clone()));
    }
    Ok(Scope::in_folder(workspace, folder, Some(policy), selection)?)
}

/// Why the source in a work tree gave no contract.
enum Failure {
    Source(Box<CurrentError>),
    NoPackage(Vec<String>),
    OutsideOfRepository(Vec<String>),
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
            Self::OutsideOfRepository(packages) => RevisionError::OutsideOfRepository { revision, packages },
            Self::Folder(folder, reason) => RevisionError::Folder { folder, reason },
        }
    }
}
