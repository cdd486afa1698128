//! Whether a change keeps the promise: the policy of a project, the rules, and their findings.
//!
//! [`judge`] takes the contract last promised, the contract as built now, the [`Policy`] and the [`Circumstances`], and gives a
//! [`Verdict`]. Nothing here reads a file, a clock or the environment: the same arguments give the same verdict.
//!
//! [`diff`](mod@diff) finds the facts that the rules judge, and [`profile`] asks whether a package can grow without breaking its users.

#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

mod artefacts;
mod bump;
mod case;
mod circumstances;
pub mod clauses;
mod constructor;
pub mod diff;
mod document;
mod entries;
mod exception;
mod file;
mod finding;
mod judge;
mod level;
mod mentions;
mod notice;
mod pattern;
pub mod profile;
mod promise;
#[cfg(feature = "promises")]
mod promises;
mod replacement;
pub mod rules;
mod schedule;
mod scope;
mod settings;
#[doc(hidden)]
pub mod shape;
mod shortfall;
#[cfg(test)]
mod tests;
mod tiers;
mod told;

pub use self::bump::Bump;
pub use self::case::{Case, Judged};
pub use self::circumstances::{
    ArtefactState, Changeset, Circumstances, Commit, Decision, Document, DocumentFormat, GateResult, Release, Section,
    SemverFinding, Tag,
};
pub use self::document::DocumentError;
pub use self::exception::{Exception, ExceptionKind, Suppression};
pub use self::file::{Mistake, PolicyError};
pub use self::finding::{Advice, Finding, Place, Report};
pub use self::judge::{Suppressed, Verdict, judge};
pub use self::level::Level;
pub use self::pattern::matches;
pub use self::rules::Rule;
pub use self::schedule::{Stage, StageKind, due, schedule};
pub use self::settings::{
    Announcements, Build, ChangelogSettings, Changesets, Channel, Commits, Decisions, DocumentSettings, Features, Gate,
    GateProof, Msrv, Policy, Ratchets,
};
pub use self::tiers::{Never, Notice, Permit, Phase, TierPolicy, Tiers};
