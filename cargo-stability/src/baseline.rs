//! What was promised last: from a file, from a git revision, from a published release.
//!
//! The baseline is the file in the repository, and `--baseline-rev` is how a pull request is judged: a file that was blessed
//! in the same change does not say what it was before. `tombstone-dropped` and `api-change-unrecorded` look at both.

mod cache;
mod environment;
mod lockfile;
mod manifest;
mod published;
mod relocate;
mod revision;
mod submodules;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use semver::Version;
use stability::Contract;
use stability::contract::Item;
use stability_policy::Policy;

use crate::args::{BaselineArgs, Selection};
use crate::context::Context;
use crate::output::printable;
use crate::read;
use crate::source::Source;

/// Where the baseline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// In the repository, where the policy says.
    Recorded,
    /// In this file.
    File(PathBuf),
    /// In the source of a git revision.
    Revision(String),
    /// In the file that the repository held at a git revision.
    RecordedAt(String),
    /// In the source of a published release.
    Published(Version),
}

impl From<&BaselineArgs> for Baseline {
    fn from(args: &BaselineArgs) -> Self {
        let BaselineArgs {
            baseline,
            baseline_rev,
            baseline_version,
            recorded,
        } = args.clone();
        match (baseline, baseline_rev, baseline_version) {
            (Some(file), _, _) => Self::File(file),
            (_, Some(revision), _) if recorded => Self::RecordedAt(revision),
            (_, Some(revision), _) => Self::Revision(revision),
            (_, _, Some(version)) => Self::Published(version),
            (None, None, None) => Self::Recorded,
        }
    }
}

impl Baseline {
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
            Self::Recorded | Self::File(_) | Self::Published(_) => None,
        }
    }

    /// The policy that was in force at the git revision that it is of; `None` where it is of none, or there was no policy.
    pub fn policy(&self, source: &Source, context: &Context) -> Result<Option<Policy>> {
        let revision = self.revision();
        revision.map_or(Ok(None), |revision| revision::policy(revision, source, context))
    }

    /// Where it is, in words: `stability/contract.json`, `the revision v1.4.0`.
    pub fn description(&self, source: &Source) -> String {
        match self {
            Self::Recorded => source.scope.policy.baseline.clone(),
            Self::File(path) => printable(path),
            Self::Revision(revision) => format!("the revision {revision}"),
            Self::RecordedAt(revision) => format!("{} at the revision {revision}", source.scope.policy.baseline),
            Self::Published(version) => format!("the published version {version}"),
        }
    }

    /// The contract that is there.
    pub fn contract(&self, source: &Source, selection: &Selection, context: &Context) -> Result<Contract> {
        match self {
            Self::Recorded => {
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
            Self::File(path) => read::contract(&[context.folder.join(path)]),
            Self::Revision(revision) => {
                let built = revision::build(revision, source, selection, context)?;
                // No source says what was removed from it before; the file that was recorded there does.
                Ok(match revision::recorded(revision, source, context)? {
                    Some(recorded) => built.with_tombstones(recorded.tombstones().iter().cloned()),
                    None => built,
                })
            }
            Self::RecordedAt(revision) => {
                let recorded = revision::recorded(revision, source, context)?.ok_or_else(|| {
                    let path = printable(&source.scope.policy.baseline);
                    anyhow!(
                        "the revision `{revision}` holds no `{path}`: compare with a later revision, or leave `--recorded` out, \
                         so that its source is built"
                    )
                })?;
                if recorded.items().is_empty() || recorded.items().iter().any(Item::has_shape) {
                    return Ok(recorded);
                }
                // An older form. What cannot be built any more is compared as it was written, and the report says so.
                match revision::build(revision, source, selection, context) {
                    Ok(built) => Ok(with_shapes_of(recorded, &built)),
                    Err(reason) => {
                        context.output.warning(format_args!(
                            "the contract at the revision `{revision}` has no shapes, and its source cannot be built to complete it: \
                             {reason}"
                        ));
                        Ok(recorded)
                    }
                }
            }
            Self::Published(version) => published::build(version, source, &source.scope.selection, context),
        }
    }
}

/// The recorded contract, in which each item has the shape that its source gives it.
fn with_shapes_of(recorded: Contract, built: &Contract) -> Contract {
    // Of what differs between builds, the recorded contract does not say which one it means.
    let items = built.items().iter().filter(|item| item.builds.is_empty());
    let shapes: BTreeMap<_, _> = items.map(|item| (item.key(), &item.shape)).collect();
    recorded.with_shapes(|item| {
        shapes
            .get(&item.key())
            .map(|shape| (*shape).clone())
            .unwrap_or_default()
    })
}
