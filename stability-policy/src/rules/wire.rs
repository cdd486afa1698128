//! What documents are: a change of the form in which serde writes or reads what is promised, that the release is too small for.

use crate::Level;
use crate::comparison::Selection::{Premature, Promised};
use crate::diff::{Change, Fact, WireChange};
use crate::rule::{Check, Refusal, Rule};

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "wire-field-now-conditional",
        clauses: &["AA-03"],
        summary: "a field that was always written stays in every document",
        reason: "Programs that read the documents take the field for granted, and fail on those without it.",
        example: "The field `tags` of `nika::Frame` is always written in 1.2.0, and has `skip_serializing_if` in 1.3.0.",
        advice: "Write the field in every case, an empty value included.",
        check: Check::Changes(Premature, |_, change| {
            refuse(change, WireChange::NowConditional, "remove `skip_serializing_if`")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-field-now-required",
        clauses: &["AA-03"],
        summary: "documents that were read without a field still are",
        reason: "Every document that was written before, or by a user who left the field out, is refused.",
        example: "`nika::Settings` has `#[serde(default)]` on the field `tags` in 1.2.0, and not in 1.3.0.",
        advice: "Give the field `#[serde(default)]`.",
        check: Check::Changes(Premature, |_, change| {
            refuse(change, WireChange::NowRequired, "give it `#[serde(default)]`")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-form-changed",
        clauses: &["AA-03"],
        summary: "what serde writes and reads keeps its form",
        reason: "With another tag, or as a list instead of a map, documents that exist are refused, and programs that read new ones fail.",
        example: "The enum `nika::Event` has `#[serde(tag = \"kind\")]` in 1.2.0, and `#[serde(tag = \"type\")]` in 1.3.0.",
        advice: "Keep the form, and add a type beside it for another one.",
        check: Check::Changes(Premature, |_, change| {
            let instead = "keep the form, and add a type of the other form beside it";
            refuse(change, WireChange::FormChanged, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-name-not-read",
        clauses: &["AA-03"],
        summary: "a name under which something was read is still read",
        reason: "Documents that have the name are refused, or their value is silently ignored.",
        example: "The field `name` of `nika::Skill` is read as `name` in 1.2.0, and has `#[serde(rename = \"title\")]` in 1.3.0.",
        advice: "Read the old name too, with `#[serde(alias = \"…\")]`.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::Wire { from, .. } = &change.fact else {
                return None;
            };
            refuse(
                change,
                WireChange::NotRead,
                format!("read it too, with `#[serde(alias = \"{from}\")]`"),
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-name-not-written",
        clauses: &["AA-03"],
        summary: "what was written is still written, under its name",
        reason: "Programs that read the documents look for the name and no longer find it.",
        example: "`nika::Event` is written with the key `long_name` in 1.2.0, and with `longName` in 1.3.0.",
        advice: "Keep the name with `#[serde(rename = \"…\")]`.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::Wire { from, .. } = &change.fact else {
                return None;
            };
            let instead = format!("keep the name, with `#[serde(rename(serialize = \"{from}\"))]`");
            refuse(change, WireChange::NotWritten, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-tier-lowered",
        clauses: &["AK-10", "OR-03"],
        summary: "the form in documents is promised as much as before",
        reason: "Users keep documents because their form was promised. To take that back is to break the promise before breaking the documents.",
        example: "`nika::Workflow` is stable, and has `wire = \"free\"` in 1.3.0.",
        advice: "Leave `wire` as it was, and lower it in the release that the tier asks for.",
        check: Check::Changes(Premature, |_, change| {
            refuse(change, WireChange::TierLowered, "write the `wire` that it had")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-undecided",
        level: Level::Warn,
        summary: "a form in documents that code decides is known to be the same",
        reason: "What `with`, `into`, a hand-written implementation or a flattened type writes and reads is not in the attributes of serde.",
        example: "The field `key` of `nika::Frame` has `#[serde(with = \"hex\")]` in 1.3.0, and had none in 1.2.0.",
        advice: "Read a document of the old version with the new one, and the other way round; take the change back if that fails.",
        check: Check::Changes(Promised, |comparison, change| {
            let breaks = comparison.tier_policy(change.package, change.tier).breaks;
            let is_allowed = breaks.is_met_by(comparison.releases.bump(change.package));
            let is_refused = !is_allowed && comparison.exception(change.package, &change.name()).is_none();
            let instead = "read documents of both versions with the other one";
            refuse(change, WireChange::Undecided, instead).filter(|_| is_refused)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-unknown-keys-refused",
        clauses: &["AA-03"],
        summary: "documents with unknown keys are read as before",
        reason: "Documents that have a key for a later version or another program were read, and are refused.",
        example: "`nika::Settings` has `#[serde(deny_unknown_fields)]` in 1.3.0, and not in 1.2.0.",
        advice: "Warn about unknown keys instead of refusing them.",
        check: Check::Changes(Premature, |_, change| {
            refuse(change, WireChange::UnknownRefused, "remove `deny_unknown_fields`")
        }),
        ..Rule::DEFAULT
    },
];

/// Refuses a change of this kind.
fn refuse(change: &Change<'_>, asked: WireChange, instead: impl Into<crate::Advice>) -> Option<Refusal> {
    let is_asked = matches!(change.fact, Fact::Wire { change, .. } if change == asked);
    Refusal::when(is_asked, instead)
}
