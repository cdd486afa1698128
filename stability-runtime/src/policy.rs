//! Whether a change keeps the promise: the policy of a project, the rules, and their findings.
//!
//! [`judge`] takes a [`Comparison`] of the contract as built now with the one last promised, under a [`Policy`] and with the
//! [`Evidence`] of the project, and gives a [`Verdict`]. Nothing here reads a file, a clock or the environment: the same arguments
//! give the same verdict.

mod artefacts;
mod bump;
mod changelog;
pub mod clauses;
mod comparison;
mod constructor;
mod dates;
mod document;
mod evidence;
mod exception;
mod file;
mod finding;
mod insufficient_bump;
mod judge;
mod level;
mod markdown_entries;
mod named_types;
mod notice;
pub(crate) mod package;
mod pattern;
pub(crate) mod releases;
mod replacement;
mod report;
pub(crate) mod rule;
pub mod rules;
mod schedule;
mod scope;
mod settings;
mod subject;
mod taken_name;
#[cfg(test)]
mod tests;
mod tiers;

pub use self::bump::Bump;
pub use self::comparison::{Comparison, JudgedChange};
pub use self::document::DocumentError;
pub use self::evidence::{
    ArtefactState, Changeset, Commit, Decision, Document, DocumentFormat, Evidence, GateResult, Release, Section,
    SemverFinding, Tag,
};
pub use self::exception::{Exception, ExceptionKind, Suppression};
pub use self::file::{Mistake, PolicyError};
pub(crate) use self::finding::Advice;
pub use self::finding::{Finding, Place};
pub use self::judge::{Suppressed, Verdict, judge};
pub use self::level::Level;
pub(crate) use self::pattern::matches;
pub use self::rule::Rule;
pub use self::schedule::{Stage, StageKind, due, schedule};
pub use self::settings::{
    Announcements, Build, ChangelogSettings, Changesets, Channel, Commits, Decisions, DocumentSettings, Features, Gate,
    GateProof, Msrv, Policy, Ratchets,
};
pub use self::tiers::{Notice, Permit, Phase, TierPolicy, Tiers};
