//! A baseline in a git revision: built from its source in a work tree of its own, or as it was recorded there.
//!
//! A revision is built in isolation, with a `[workspace]` of its own, in a folder of its own; no hook runs there. A call holds
//! a lock on its target folder from the build to the reading.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use stability::Contract;
use stability::contract::Build;
use stability_policy::Policy;

use super::cache::{Inputs, cached};
use super::environment::BuildEnvironment;
use super::{lockfile, manifest, relocate, submodules};
use crate::args::Selection;
use crate::build::{self, Covering};
use crate::builds;
use crate::context::Context;
use crate::git::Git;
use crate::interrupt::{self, Deferred};
use crate::lock::with_lock;
use crate::output::printable;
use crate::scope::{ContractPackage, Scope};
use crate::source::{self, Reading, Source};
use crate::workspace::{Workspace, folder_of, quoted_list};
use crate::{files, read, settings};

/// The contract that the repository held at a revision; `None` where it held none.
pub(super) fn recorded(revision: &str, source: &Source, context: &Context) -> Result<Option<Contract>> {
    recorded_in(&source.scope.policy.baseline, revision, source, context)
}

/// The same, in this file.
pub(super) fn recorded_in(file: &str, revision: &str, source: &Source, context: &Context) -> Result<Option<Contract>> {
    let git = Git::around(&source.scope.folder, &context.processes)?;
    let commit = git.commit(revision)?;
    let path = git.relative(&source.scope.folder)?.join(file);
    let Some(bytes) = git.file_at(&commit, &path)? else {
        return Ok(None);
    };
    let contract = if bytes.len() as u64 > files::MAX_CONTRACT {
        Err("it is too large".to_owned())
    } else {
        let text = files::decode(bytes).map_err(|_| "it is not text in UTF-8".to_owned());
        text.and_then(|text| Contract::from_json(&text).map_err(|error| error.to_string()))
    };
    contract.map(Some).map_err(|reason| {
        let path = printable(path);
        anyhow!("`{path}` at the revision `{revision}` is not a contract: {reason}")
    })
}

/// The policy at a revision; `None` where there was none. One that cannot be read is an error: nobody knows what it asked for.
pub(super) fn policy(revision: &str, source: &Source, context: &Context) -> Result<Option<Policy>> {
    let git = Git::around(&source.scope.folder, &context.processes)?;
    let commit = git.commit(revision)?;
    let path = git.relative(&source.scope.folder)?.join(settings::FILE);
    let Some(bytes) = git.file_at(&commit, &path)? else {
        return Ok(None);
    };
    let text = files::decode(bytes).map_err(|_| "it is not text in UTF-8".to_owned());
    let policy = text.and_then(|text| Policy::from_toml(&text).map_err(|error| error.to_string()));
    policy.map(Some).map_err(|reason| {
        let path = printable(path);
        anyhow!(
            "`{path}` at the revision `{revision}` cannot be read, so the policy cannot be compared with it: {reason}"
        )
    })
}

/// The contract of the source at a revision.
pub(super) fn build(revision: &str, source: &Source, selection: &Selection, context: &Context) -> Result<Contract> {
    let git = Git::around(&source.scope.folder, &context.processes)?;
    let commit = git.commit(revision)?;
    let folder = source.target.join("revisions");
    fs::create_dir_all(&folder).map_err(|reason| no_work_tree(&folder, reason))?;
    let scope_folder = git.relative(&source.scope.folder)?;
    // The workspace of a package may be around the repository.
    let root_folder = git
        .relative(source.workspace.root())
        .unwrap_or_else(|_| scope_folder.clone());
    let has_lockfile = git.file_at(&commit, &root_folder.join(lockfile::FILE))?.is_some();
    let policy = &source.scope.policy;
    let inputs = Inputs {
        id: commit.clone(),
        packages: source.scope.names(),
        folders: vec![scope_folder, root_folder],
        selection: selection.clone(),
        build: policy.build.clone(),
        builds: policy.builds.clone(),
        default: policy.default.clone(),
        counts_unmarked: policy.ratchets.unmarked,
        lockfile: lockfile::read(source.workspace.root()).filter(|_| !has_lockfile),
        environment: BuildEnvironment::read(&folder, context)?,
        ..Inputs::default()
    };
    // Two builds of a commit would be in each other's way.
    let build = || {
        let short = commit.get(..12).unwrap_or(&commit);
        let what = format_args!("revision {revision} ({short})");
        context.output.step("Building", what);
        let tree = WorkTree::add(&git, folder.join(&commit), &commit)?;
        let missing = submodules::write_files(&git, &commit, &tree.folder, &context.processes)?;
        if !missing.is_empty() {
            context.output.warning(format_args!(
                "the revision `{revision}` is built without submodules whose commit this checkout does not have: {}: fetch them \
                 with `git submodule update --init --recursive`, or with `git fetch` in the submodule",
                missing.join(", ")
            ));
        }
        let (contract, may_differ) = tree.contract(revision, &inputs, &folder.join("target"), context)?;
        // What is outside of the commit may be another one the next time.
        Ok((contract, missing.is_empty() && !may_differ))
    };
    cached(&folder, &inputs, || with_lock(&folder, context, build))
}

fn no_work_tree(folder: &Path, reason: std::io::Error) -> anyhow::Error {
    anyhow!("cannot make a work tree in `{}`: {reason}", folder.display())
}

/// A work tree, removed in the end whatever happens.
struct WorkTree<'a> {
    git: &'a Git,
    folder: PathBuf,
    /// Released after the folder was removed.
    _deferred: Deferred,
}

impl<'a> WorkTree<'a> {
    fn add(git: &'a Git, folder: PathBuf, commit: &str) -> Result<Self> {
        if folder.exists() {
            // It was left behind by a call that was killed.
            git.remove_work_tree(&folder);
        }
        let tree = Self {
            git,
            folder,
            _deferred: interrupt::defer(),
        };
        tree.git.add_work_tree(&tree.folder, commit)?;
        Ok(tree)
    }

    /// The contract of its source, and whether that may be another one the next time: it has parts from outside of the repository, or
    /// this host could not make all builds.
    fn contract(&self, revision: &str, inputs: &Inputs, target: &Path, context: &Context) -> Result<(Contract, bool)> {
        let no_work_tree = |reason| no_work_tree(&self.folder, reason);
        let no_contract = |reason| anyhow!("the revision `{revision}` has no contract: {reason}");
        let no_package = || {
            let packages = quoted_list(&inputs.packages);
            anyhow!(
                "the revision `{revision}` does not contain {packages} in the expected folder: compare with a later revision"
            )
        };
        let mut folders = inputs.folders.iter().map(|below| self.folder.join(below));
        let folder = folders.next().unwrap_or_else(|| self.folder.clone());
        let candidates = std::iter::once(folder.clone())
            .chain(folders)
            .chain([self.folder.clone()]);
        let mut manifests = candidates.map(|it| it.join("Cargo.toml"));
        let manifest = manifests.find(|manifest| manifest.is_file()).ok_or_else(no_package)?;
        let outside = relocate::rewrite_paths(&self.folder, self.git.root()).map_err(no_work_tree)?;
        manifest::isolate(&manifest, &self.folder).map_err(no_work_tree)?;
        let selection = Selection {
            manifest_path: None,
            packages: Vec::new(),
            // A lock file of another source may have to change.
            locked: inputs.selection.locked && inputs.lockfile.is_none(),
            ..inputs.selection.clone()
        };
        let workspace = Workspace::at(&context.cargo, &self.folder, &manifest, &selection).map_err(no_contract)?;
        lockfile::write_if_absent(workspace.root(), inputs.lockfile.as_deref()).map_err(no_work_tree)?;
        let scope = scope_at(&workspace, &folder, inputs, &selection).map_err(no_contract)?;
        let mut scope = scope.ok_or_else(no_package)?;
        let is_outside = |it: &&ContractPackage| !folder_of(&it.package).starts_with(&self.folder);
        let outside_packages = scope.packages.iter().filter(is_outside).map(|it| it.name().to_owned());
        let outside_packages: Vec<String> = outside_packages.collect();
        if !outside_packages.is_empty() {
            bail!(
                "the revision `{revision}` does not contain the source of {}, which is outside of the repository: compare with what \
                 was recorded, `--recorded`, or with a release, `--baseline-version`",
                quoted_list(&outside_packages)
            );
        }
        for feature in scope.remove_unknown_features() {
            context.output.note(format_args!(
                "the revision `{revision}` has no feature `{feature}`, so it is built without that feature"
            ));
        }
        // What cannot be read is a finding elsewhere; here it names nothing that was promised.
        let recorded = read::json_if_present(&scope.baseline()).ok().flatten();
        let recorded = recorded.map(|contract| source::ids(&contract));
        let build = build::Build {
            folder: &self.folder,
            manifest: &workspace.manifest,
            packages: &scope.packages,
            selection: &scope.selection,
            target,
            covering: Covering {
                has_shapes: true,
                counts_unmarked: inputs.counts_unmarked,
                takes_unmarked: false,
                default: &scope.policy.default,
                known_ids: recorded.as_ref(),
                is_earlier: true,
            },
            is_baseline: true,
            is_downloaded: false,
        };
        let reading = builds::read(&build, &scope.builds, &[], context);
        let reading = reading.and_then(|it| it.ok_or_else(|| source::no_records(&build.names())));
        let Reading {
            contract, not_built, ..
        } = reading.map_err(no_contract)?;
        Ok((contract, !outside.is_empty() || !not_built.is_empty()))
    }
}

impl Drop for WorkTree<'_> {
    fn drop(&mut self) {
        self.git.remove_work_tree(&self.folder);
    }
}

/// What the contract was about at the revision: as its own policy says, or else those packages of today that were there; `None`
/// where none was.
fn scope_at(workspace: &Workspace, folder: &Path, inputs: &Inputs, selection: &Selection) -> Result<Option<Scope>> {
    let mut policy = settings::read(folder)?;
    if policy.is_none() {
        let is_there = |name: &&String| workspace.package(name).is_ok();
        let packages: Vec<String> = inputs.packages.iter().filter(is_there).cloned().collect();
        if packages.is_empty() {
            return Ok(None);
        }
        let mut today = Policy::default();
        today.build = inputs.build.clone();
        today.packages = packages;
        today.default = inputs.default.clone();
        policy = Some(today);
    }
    // A policy without builds is older than today's.
    if let Some(policy) = &mut policy
        && policy.builds.is_empty()
        && policy.build == Build::default()
    {
        policy.builds.clone_from(&inputs.builds);
    }
    Scope::in_folder(workspace, folder, policy, selection).map(Some)
}
