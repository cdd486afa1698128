//! What documents are: a change of the form in which serde writes or reads what is promised, that the release is too small for.

use crate::Level;
use crate::comparison::Selection::{Premature, Promised};
use crate::diff::{Change, Fact, WireChange};
use crate::rule::{Check, Refusal, Rule};
use crate::words::tried;

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "wire-field-now-conditional",
        clauses: &["AA-03"],
        summary: "a field that was always written stays in every document",
        reason: "Programs that read the documents expect the field, and fail without it.",
        example: "The field `tags` of `nika::Frame` is always written in 1.2.0, and has `skip_serializing_if` in 1.3.0.",
        advice: "Always write the field, even if it is empty.",
        check: Check::Changes(Premature, |_, change| {
            let affected = "programs that read the field fail without it";
            refuse(
                change,
                WireChange::NowConditional,
                affected,
                "remove `skip_serializing_if`",
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-field-now-required",
        clauses: &["AA-03"],
        summary: "a field that documents may leave out stays optional",
        reason: "Existing documents without the field are refused.",
        example: "`nika::Settings` has `#[serde(default)]` on the field `tags` in 1.2.0, and not in 1.3.0.",
        advice: "Give the field `#[serde(default)]`.",
        check: Check::Changes(Premature, |_, change| {
            let affected = "existing documents without it are refused";
            refuse(change, WireChange::NowRequired, affected, "give it `#[serde(default)]`")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-form-changed",
        clauses: &["AA-03"],
        summary: "documents keep their form",
        reason: "With another tag, or with a list instead of a map, new releases refuse existing documents, and existing readers fail on new ones.",
        example: "The enum `nika::Event` has `#[serde(tag = \"kind\")]` in 1.2.0, and `#[serde(tag = \"type\")]` in 1.3.0.",
        advice: "Keep the form, and add another type for the new form.",
        check: Check::Changes(Premature, |_, change| {
            let affected = "existing documents are refused, and existing readers fail on new ones";
            let instead = "keep the form, and add another type for the new form";
            refuse(change, WireChange::FormChanged, affected, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-name-not-read",
        clauses: &["AA-03"],
        summary: "a name that was read from documents is still read",
        reason: "Documents with the old name are refused, or their value is silently ignored.",
        example: "The field `name` of `nika::Skill` is read as `name` in 1.2.0, and has `#[serde(rename = \"title\")]` in 1.3.0.",
        advice: "Read the old name too, with `#[serde(alias = \"…\")]`.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::Wire { from, to, .. } = &change.fact else {
                return None;
            };
            let instead = match to.as_str() {
                "" => "restore it, or remove its `skip` or `skip_deserializing`".to_owned(),
                _ => format!("read the old name too, with `#[serde(alias = \"{from}\")]`"),
            };
            refuse(
                change,
                WireChange::NotRead,
                "existing documents with the old name are refused or lose the value",
                instead,
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-name-not-written",
        clauses: &["AA-03"],
        summary: "a name that was written to documents is still written",
        reason: "Programs that read the documents no longer find the name.",
        example: "`nika::Event` is written with the key `long_name` in 1.2.0, and with `longName` in 1.3.0.",
        advice: "Keep the name with `#[serde(rename = \"…\")]`.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::Wire { from, to, .. } = &change.fact else {
                return None;
            };
            let instead = match to.as_str() {
                "" => "restore it, or remove its `skip` or `skip_serializing`".to_owned(),
                _ => format!("write it as `{from}` again; to read `{to}` too, add `#[serde(alias = \"{to}\")]`"),
            };
            refuse(
                change,
                WireChange::NotWritten,
                "programs that read the name no longer find it",
                instead,
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-tier-lowered",
        clauses: &["AK-10", "OR-03"],
        summary: "the promised tier (`wire`) of a form in documents is not lowered",
        reason: "Users keep documents because their form was promised. A lower tier breaks the promise before any document breaks.",
        example: "`nika::Workflow` is stable, and has `wire = \"free\"` in 1.3.0.",
        advice: "Restore `wire`, and lower it in a release that the tier permits.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::Wire { from, .. } = &change.fact else {
                return None;
            };
            let affected =
                "users keep documents because their form was promised, and a later release may not read them";
            let instead = format!("write `wire = \"{from}\"` again");
            refuse(change, WireChange::TierLowered, affected, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-undecided",
        level: Level::Warn,
        summary: "documents keep their form where hand-written code decides it",
        reason: "The attributes of serde do not show what `with`, `into`, a hand-written implementation or a flattened type reads and writes.",
        example: "The field `key` of `nika::Frame` has `#[serde(with = \"hex\")]` in 1.3.0, and no `with` in 1.2.0.",
        advice: "Read a document of the old version with the new one, and the other way round. Undo the change if that fails.",
        check: Check::Changes(Promised, |comparison, change| {
            let breaks = comparison.tier_policy(change.package, change.tier).breaks;
            let is_allowed = breaks.is_met_by(comparison.releases.bump(change.package));
            let is_refused = !is_allowed && comparison.exception(change.package, &change.name()).is_none();
            let affected = "the attributes of serde do not show whether documents are affected";
            let try_out = "read documents of the old version with the new one, and the other way round";
            refuse(change, WireChange::Undecided, affected, tried(try_out)).filter(|_| is_refused)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "wire-unknown-keys-refused",
        clauses: &["AA-03"],
        summary: "documents with unknown keys are still read",
        reason: "Documents with a key of a later version or of another program are now refused.",
        example: "`nika::Settings` has `#[serde(deny_unknown_fields)]` in 1.3.0, and not in 1.2.0.",
        advice: "Warn about unknown keys instead of refusing them.",
        check: Check::Changes(Premature, |_, change| {
            let affected = "documents with keys of later versions are refused";
            refuse(
                change,
                WireChange::UnknownRefused,
                affected,
                "remove `deny_unknown_fields`",
            )
        }),
        ..Rule::DEFAULT
    },
];

/// Refuses a change of this kind; `affected` says what it means for documents and their readers.
fn refuse(
    change: &Change<'_>,
    asked: WireChange,
    affected: &'static str,
    instead: impl Into<crate::Advice>,
) -> Option<Refusal> {
    let is_asked = matches!(change.fact, Fact::Wire { change, .. } if change == asked);
    Refusal::when(is_asked, affected, instead)
}
