//! Whether a change keeps the promise: the policy of a project, the rules, and their findings.
//!
//! [`judge`] takes a [`Comparison`] of the contract as built now with the one last promised, under a [`Policy`] and with the
//! [`Evidence`] of the project, and gives a [`Verdict`]. Nothing here reads a file, a clock or the environment: the same arguments
//! give the same verdict.
//!
//! [`diff`](mod@diff) finds the facts that the rules judge, and [`profile`] asks whether a package can grow without breaking its users.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod artefacts;
mod bump;
mod changelog;
pub mod clauses;
mod compared;
mod comparison;
mod constructor;
mod dates;
pub mod diff;
mod document;
mod evidence;
mod exception;
mod exposure;
mod file;
mod finding;
mod insufficient_bump;
mod judge;
mod level;
mod markdown_entries;
mod named_types;
mod notice;
mod package;
pub mod profile;
#[cfg(feature = "promises")]
mod promises;
mod releases;
mod replacement;
mod report;
mod rule;
pub mod rules;
mod schedule;
mod scope;
mod semver_lints;
mod settings;
#[doc(hidden)]
pub mod shape;
mod subject;
mod taken_name;
#[cfg(test)]
mod tests;
mod tiers;
mod usage;
mod words;

pub use self::bump::Bump;
pub use self::compared::{Compared, NotCompared};
pub use self::comparison::{Comparison, JudgedChange};
pub use self::document::DocumentError;
pub use self::evidence::{
    ArtefactState, Changeset, Commit, Decision, Document, DocumentFormat, Evidence, GateResult, NotBuilt, Release,
    Section, SemverFinding, Tag, Usage,
};
pub use self::exception::{Exception, ExceptionKind, Suppression};
pub use self::file::{Mistake, PolicyError};
use self::finding::Advice;
pub use self::finding::{Finding, Place};
pub use self::judge::{Suppressed, Verdict, judge};
pub use self::level::Level;
pub use self::rule::Rule;
pub use self::schedule::{Stage, StageKind, due, schedule};
pub use self::settings::{
    Announcements, ChangelogSettings, Changesets, Channel, Commits, Decisions, DefaultTier, DocumentSettings, Features,
    ForeignSettings, Gate, GateProof, Msrv, Policy, Ratchets, UsageSettings, UsageSource, WireSettings,
};
pub use self::tiers::{Notice, Permit, Phase, TierPolicy, Tiers};
