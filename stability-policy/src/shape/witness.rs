//! What rustc said where the declarations do not decide whether users notice a change.

use serde::{Deserialize, Serialize};

use crate::shape::compare::{ChangeKind, Effect, Fact, Required};

/// Code that uses an item as its old declaration promised, compiled against the new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Witness {
    /// The difference that it decides.
    pub fact: Fact,
    /// What came of it.
    pub answer: Answer,
    /// The message of rustc, or why rustc could not be asked.
    pub reason: String,
}

/// What came of a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Answer {
    /// It compiles: users do not notice the change.
    Accepted,
    /// rustc refuses it: users no longer compile.
    Refused,
    /// It could not be written, or it failed for another reason.
    NotKnown,
}

/// Whether rustc is asked about a difference: where the declarations do not decide it, and where they seem to break callers, and code
/// shows all that these can do. Not of what an output captures and of what a value uses when it is dropped: code that compiles shows
/// nothing of users who keep the value longer. Nor of a method without its receiver: code that names its path compiles still.
pub fn is_asked_about(fact: &Fact) -> bool {
    let is_shown_by_code = || {
        matches!(
            fact.change,
            ChangeKind::AssociatedTypeChanged
                | ChangeKind::BoundTightened
                | ChangeKind::FieldTypeChanged
                | ChangeKind::ImplRemoved
                | ChangeKind::OutputAutoTraitLost
                | ChangeKind::OutputChanged
                | ChangeKind::ParametersChanged
                | ChangeKind::TypeChanged
        ) && fact.effect.iter().all(|effect| *effect == Effect::Callers)
    };
    match fact.required {
        Required::Undecided => true,
        Required::Major => is_shown_by_code() && !loses_receiver(fact),
        _ => false,
    }
}

/// Whether a method is now a function without a receiver.
pub fn loses_receiver(fact: &Fact) -> bool {
    let has_receiver = |text: &str| text.trim_start_matches('(').starts_with("self: ");
    fact.change == ChangeKind::ParametersChanged && has_receiver(&fact.old) && !has_receiver(&fact.new)
}

/// What is left of a difference, with a note for its finding; `None` where users do not notice it.
pub(crate) fn decide(fact: Fact, witnesses: &[Witness]) -> Option<(Fact, Option<String>)> {
    let about = |witness: &&Witness| is_asked_about(&fact) && witness.fact == fact;
    let Some(witness) = witnesses.iter().find(about) else {
        return Some((fact, None));
    };
    let reason = &witness.reason;
    match witness.answer {
        Answer::Accepted => None,
        _ if fact.required == Required::Major => Some((fact, None)),
        Answer::Refused => {
            // Another value breaks nobody's code, unless it is frozen.
            let required = if fact.change == ChangeKind::ValueChanged {
                Required::Minor
            } else {
                Required::Major
            };
            let note = format!("rustc refuses code that uses the old declaration: {reason}");
            Some((Fact { required, ..fact }, Some(note)))
        }
        Answer::NotKnown => Some((fact, Some(format!("rustc could not be asked: {reason}")))),
    }
}
