//! What was promised last: by the last release, or in a file, a git revision, a published release.
//!
//! A change can rewrite the file in the working tree, so that this is the baseline only where nothing else is: outside git, and
//! without any history. `tombstone-dropped` and `contract-unrecorded` look at both.

mod cache;
mod environment;
pub mod form;
mod join;
mod lockfile;
mod manifest;
mod published;
mod relocate;
mod revision;
mod shipped;
mod submodules;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use semver::Version;
use stability::Contract;
use stability::render::escape::line;
use stability_policy::Policy;
use stability_policy::shape::FORM;

pub use self::join::with_versions;
pub use self::shipped::{KnownReleases, Shipped};
use crate::args::{BaselineArgs, Selection};
use crate::context::Context;
use crate::evidence::tag::ReleaseTag;
use crate::git::Git;
use crate::output::printable;
use crate::read;
use crate::shape;
use crate::source::Source;

/// The names of the branch that changes are merged into, where the policy names none.
const DEFAULT_BRANCHES: [&str; 3] = ["origin/HEAD", "origin/main", "origin/master"];

/// Where the baseline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// In the working tree, where the policy says.
    Recorded,
    /// In the last releases.
    Shipped(Box<Shipped>),
    /// No release has a contract, and it is in the file that the repository held before the change; or in the working tree, if it held
    /// none. By package, the last releases that have none.
    Unreleased(Option<BranchPoint>, BTreeMap<String, ReleaseTag>),
    /// In this file.
    File(PathBuf),
    /// In the source of a git revision.
    Revision(String),
    /// In the file that the repository held at a git revision.
    RecordedAt(String),
    /// In the source of a published release.
    Published(Version),
}

/// Where a change left the branch that it is to be merged into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchPoint {
    commit: String,
    branch: String,
}

impl Baseline {
    /// What the command line asks for, or else what was released last.
    pub fn of(
        args: &BaselineArgs,
        version: Option<&Version>,
        source: &Source,
        selection: &Selection,
        context: &Context,
    ) -> Result<Self> {
        let BaselineArgs {
            baseline,
            baseline_rev,
            baseline_version,
            recorded,
        } = args.clone();
        Ok(match (baseline, baseline_rev, baseline_version) {
            (Some(file), _, _) => Self::File(file),
            (_, Some(revision), _) if recorded => Self::RecordedAt(revision),
            (_, Some(revision), _) => Self::Revision(revision),
            (_, _, Some(version)) => Self::Published(version),
            (None, None, None) => Self::released(source, version, selection, context)?,
        })
    }

    /// What was released last before `version`, or before the versions of the manifests. Where nothing was, what was recorded before the
    /// change; without a history, what is recorded now.
    pub fn released(
        source: &Source,
        version: Option<&Version>,
        selection: &Selection,
        context: &Context,
    ) -> Result<Self> {
        let file = &source.scope.policy.baseline;
        let Some(git) = repository(source, context)? else {
            context.output.note(format_args!(
                "there is no git repository here, so the baseline is `{}` in the working tree, which any change can rewrite",
                printable(file)
            ));
            return Ok(Self::Recorded);
        };
        let shipped = shipped::find(&git, source, version, selection, context)?;
        if !shipped.releases.is_empty() {
            return Ok(Self::Shipped(Box::new(shipped)));
        }
        let point = before_change(&git, source, context)?.map(|(point, _)| point);
        if point.is_none() {
            let last = shipped.without_contract.values().max_by_key(|tag| tag.date);
            context.output.note(format_args!(
                "{}, and {} has no recorded contract where this change began, so the baseline is `{}` in the working tree, which any \
                 change can rewrite{}",
                if last.is_some() { "no earlier release has a contract" } else { "nothing was released" },
                source.scope.policy.release.branch.as_deref().map_or_else(
                    || "the default branch of `origin`".to_owned(),
                    |branch| format!("`{}`", line(branch))
                ),
                printable(file),
                last.map_or_else(String::new, |tag| format!(
                    "; `--baseline-rev {}` compares with the source of that release",
                    line(&tag.name)
                ))
            ));
        }
        Ok(Self::Unreleased(point, shipped.without_contract))
    }

    /// Whether it is the file in the working tree.
    pub fn is_working_tree(&self) -> bool {
        matches!(self, Self::Recorded | Self::Unreleased(None, _))
    }

    /// What was released, where that is the baseline.
    pub fn shipped(&self) -> Option<&Shipped> {
        match self {
            Self::Shipped(shipped) => Some(shipped),
            _ => None,
        }
    }

    /// The last release of a package, with or without a contract.
    pub fn last_release(&self, package: &str) -> Option<&ReleaseTag> {
        let shipped = self.shipped().and_then(|it| it.releases.get(package));
        shipped.or_else(|| self.without_contract(package))
    }

    /// The last release of a package, whose tag has no contract, if no release has one.
    pub fn without_contract(&self, package: &str) -> Option<&ReleaseTag> {
        match self {
            Self::Shipped(shipped) => shipped.without_contract.get(package),
            Self::Unreleased(_, tags) => tags.get(package),
            _ => None,
        }
    }

    /// A file, if there is one of that name, or else a git revision. The file that the policy names is meant also where it is
    /// not there.
    pub fn from_name(name: &str, recorded: bool, source: &Source, context: &Context) -> Self {
        let path = context.folder.join(name);
        if path == source.scope.baseline() {
            Self::Recorded
        // What is not a regular file is refused where it is read.
        } else if path.exists() && !path.is_dir() {
            Self::File(path)
        } else if recorded {
            Self::RecordedAt(name.to_owned())
        } else {
            Self::Revision(name.to_owned())
        }
    }

    /// The git revision that it is of.
    pub fn revision(&self) -> Option<&str> {
        match self {
            Self::Revision(revision) | Self::RecordedAt(revision) => Some(revision),
            Self::Unreleased(point, _) => point.as_ref().map(|point| point.commit.as_str()),
            Self::Shipped(shipped) => {
                let mut names = shipped.releases.values().map(|tag| tag.name.as_str());
                let first = names.next()?;
                names.all(|name| name == first).then_some(first)
            }
            Self::Recorded | Self::File(_) | Self::Published(_) => None,
        }
    }

    /// The policy that was in force at the last release, or else at the git revision that it is of; `None` where it is of none, or there
    /// was no policy.
    pub fn policy(&self, source: &Source, context: &Context) -> Result<Option<Policy>> {
        if let Self::Shipped(shipped) = self {
            return Ok(shipped.policy.clone());
        }
        let revision = self.revision();
        revision.map_or(Ok(None), |revision| revision::policy(revision, source, context))
    }

    /// Where it is, in words: `stability/contract.json`, `the revision v1.4.0`.
    pub fn description(&self, source: &Source) -> String {
        match self {
            Self::Recorded | Self::Unreleased(None, _) => source.scope.policy.baseline.clone(),
            Self::Shipped(shipped) => shipped.description(),
            Self::Unreleased(Some(BranchPoint { branch, .. }), _) => {
                format!(
                    "{} as it was where this branch left {branch}",
                    source.scope.policy.baseline
                )
            }
            Self::File(path) => printable(path),
            Self::Revision(revision) => format!("the revision {revision}"),
            Self::RecordedAt(revision) => format!("{} at the revision {revision}", source.scope.policy.baseline),
            Self::Published(version) => format!("the published version {version}"),
        }
    }

    /// The contract that is there.
    pub fn contract(&self, source: &Source, selection: &Selection, context: &Context) -> Result<Contract> {
        match self {
            Self::Recorded | Self::Unreleased(None, _) => {
                let path = source.scope.baseline();
                read::json_if_present(&path)?.ok_or_else(|| {
                    let (path, has_settings) = (printable(path), source.scope.has_settings);
                    let command = if has_settings { "bless" } else { "init" };
                    anyhow!(
                        "there is no baseline yet at `{path}`: record what is promised now with `cargo stability {command}`, or \
                         compare with a release, `--baseline-rev v1.0.0`"
                    )
                })
            }
            Self::Shipped(shipped) => Ok(shipped.contract.clone()),
            Self::File(path) => read::contract(&[context.folder.join(path)]),
            Self::Revision(revision) => {
                let built = revision::build(revision, source, selection, context)?;
                // No source says what was removed from it before; the file that was recorded there does.
                Ok(match revision::recorded(revision, source, context)? {
                    Some(recorded) => built.with_tombstones(recorded.tombstones().iter().cloned()),
                    None => built,
                })
            }
            Self::RecordedAt(revision) | Self::Unreleased(Some(BranchPoint { commit: revision, .. }), _) => {
                let recorded = revision::recorded(revision, source, context)?.ok_or_else(|| {
                    let path = printable(&source.scope.policy.baseline);
                    anyhow!(
                        "the revision `{revision}` does not contain `{path}`: compare with a later revision, or omit `--recorded` to build its source"
                    )
                })?;
                complete(recorded, revision, source, selection, context)
            }
            Self::Published(version) => published::build(version, source, &source.scope.selection, context),
        }
    }
}

/// The releases from which the notice of a deprecation is counted; `None` without a repository.
pub fn known_releases(source: &Source, context: &Context) -> Result<Option<KnownReleases>> {
    let git = repository(source, context)?;
    git.map(|git| KnownReleases::read(&git, source)).transpose()
}

/// The repository around the contract; an error where there is one that git does not read.
fn repository(source: &Source, context: &Context) -> Result<Option<Git>> {
    match Git::around(&source.scope.folder, &context.processes) {
        Ok(git) => Ok(Some(git)),
        Err(reason) if is_in_repository(&source.scope.folder) => {
            Err(reason.context("the last promise is unknown, because git cannot read this repository"))
        }
        Err(_) => Ok(None),
    }
}

/// What was recorded before the change that is checked out, at the commit at which this left the branch that it is to be merged into.
fn before_change(git: &Git, source: &Source, context: &Context) -> Result<Option<(BranchPoint, Contract)>> {
    let named = source.scope.policy.release.branch.as_deref();
    if let Some(branch) = named {
        // A branch that was asked for must be there.
        git.commit(branch)?;
    }
    // A checkout in CI does not always say which branch is the default one.
    let branches = named.map_or(DEFAULT_BRANCHES.to_vec(), |named| vec![named]);
    for branch in branches {
        if let Some(commit) = git.merge_base("HEAD", branch)?
            && let Some(contract) = revision::recorded(&commit, source, context)?
        {
            let branch = branch.to_owned();
            return Ok(Some((BranchPoint { commit, branch }, contract)));
        }
    }
    Ok(None)
}

/// Whether a folder looks like one in a repository, whatever git says of it.
fn is_in_repository(folder: &Path) -> bool {
    folder.ancestors().any(|folder| folder.join(".git").exists())
}

/// A contract that was recorded at a revision, with shapes in the form of this program. What cannot be built any more is compared as it
/// was written, and the report says so; but shapes of another form are not compared at all.
fn complete(
    recorded: Contract,
    revision: &str,
    source: &Source,
    selection: &Selection,
    context: &Context,
) -> Result<Contract> {
    // Routes, commands and the like have no shape.
    let asks_compiler = recorded.items().iter().any(|item| shape::is_rust(item.kind));
    if !asks_compiler || recorded.has_shapes() && form::is_own(&recorded) {
        return Ok(recorded);
    }
    match revision::build(revision, source, selection, context) {
        Ok(built) => Ok(with_shapes_of(recorded, &built)),
        Err(reason) if recorded.has_shapes() => Err(reason.context(format!(
            "the contract at the revision `{revision}` has declarations in format {}, this program reads format {FORM}, and the source cannot be built to record them again",
            recorded.shape_form()
        ))),
        Err(reason) => {
            context.processes.check_interrupt()?;
            context.output.warning(format_args!(
                "the contract at the revision `{revision}` records no declarations, and its source cannot be built to add them: {reason}"
            ));
            Ok(recorded)
        }
    }
}

/// The recorded contract, in which each item has the shape that its source gives it.
fn with_shapes_of(recorded: Contract, built: &Contract) -> Contract {
    // Of what differs between builds, the recorded contract does not say which one it means.
    let items = built.items().iter().filter(|item| item.builds.is_empty());
    let shapes: BTreeMap<_, _> = items.map(|item| (item.key(), &item.shape)).collect();
    recorded.with_shapes(built.shape_form(), |item| {
        shapes
            .get(&item.key())
            .map(|shape| (*shape).clone())
            .unwrap_or_default()
    })
}
