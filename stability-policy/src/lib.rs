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
mod fingerprint;
mod insufficient_bump;
mod judge;
mod level;
mod markdown_entries;
mod member_tombstones;
mod named_types;
mod notice;
mod notice_kind;
mod package;
mod policy_change;
pub mod profile;
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
mod terms;
#[cfg(test)]
mod tests;
mod tiers;
mod usage;
mod words;

// Here, so that rustdoc shows its page beside the modules.
#[cfg(feature = "promises")]
stability::contract! {
    name = "Stability policy",
    state = draft,
    scope = ">=0.1.0, <1.0.0",
    areas {
        "Diff" = [crate::diff],
        "Profile" = [crate::profile],
        "Policy" = [crate],
    },
    paths {
        "stability_policy" = [
            crate::bump,
            crate::compared,
            crate::comparison,
            crate::document,
            crate::document::error,
            crate::evidence,
            crate::exception,
            crate::file,
            crate::file::error,
            crate::finding,
            crate::judge,
            crate::level,
            crate::rule,
            crate::schedule,
            crate::settings,
            crate::tiers,
        ],
        "stability_policy::diff" = [crate::diff::change, crate::diff::fact, crate::diff::wire_change],
    },
}

pub use self::bump::Bump;
pub use self::compared::{Compared, NotCompared};
pub use self::comparison::{Comparison, JudgedChange};
pub use self::document::{DocumentError, first_difference};
pub use self::evidence::{
    ArtefactState, Changeset, Commit, Decision, Document, Evidence, GateResult, NotBuilt, Release, Section,
    SemverFinding, Tag, Unmarked, Usage,
};
pub use self::exception::{AllowedUse, Exception, ExceptionKind, Suppression};
pub use self::file::{Mistake, PolicyError};
use self::finding::Advice;
pub use self::finding::{Finding, Place};
pub use self::judge::{Suppressed, Verdict, judge};
pub use self::level::Level;
pub use self::member_tombstones::member_tombstones;
pub use self::notice_kind::{KindNotices, Notice, NoticeKind};
pub use self::rule::Rule;
pub use self::schedule::{Stage, StageKind, due, schedule};
pub use self::settings::{
    Announcements, ChangelogSettings, Changesets, Channel, Commits, Decisions, DefaultTier, DocSettings,
    DocumentFormat, DocumentSettings, Features, ForeignSettings, Gate, GateProof, Msrv, Policy, Ratchets,
    ReleaseSettings, UsageSettings, UsageSource, UsesSettings, WireSettings,
};
pub use self::tiers::{Permit, Phase, TierPolicy, Tiers};
