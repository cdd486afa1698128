//! What words mean that users of a program rely on, and codes that are retired.

use stability::Kind;

use crate::Level;
use crate::comparison::Selection::{NotRuledOut, Premature, Promised};
use crate::diff::{Change, Fact};
use crate::rule::{Check, Refusal, Rule};

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "error-code-unretired",
        level: Level::Warn,
        clauses: &["NI-07"],
        summary: "a code that is retired stays retired",
        reason: "Users have removed the code that handles the error, because they were told that it no longer occurs.",
        example: "`NIKA-AUTH-003` is `retired` in 1.2.0, and 1.3.0 returns it again.",
        advice: "Give the error a free number; suppress this finding where the code was retired by mistake.",
        check: Check::Changes(Promised, |_, change| {
            Refusal::when(
                change.fact == Fact::CodeUnretired,
                "write `retired` again and take a free number, or record a `[[suppression]]`",
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "meaning-changed",
        clauses: &["AK-04"],
        summary: "an exit code, option or setting does not take the meaning of another one",
        reason: "Scripts decide by the code or the name what to do. With exchanged meanings they do the wrong thing, and nothing tells them.",
        example: "Exit code 0 of `aksara doctor` means “pass” and 2 “warnings” in 1.2.0, and in 1.3.0 it is the other way round.",
        advice: "Leave each meaning where it was, and add a code or a name for what is new.",
        check: Check::Changes(Premature, |_, change| {
            let is_code = change.before.is_some_and(|item| item.kind == Kind::ErrorCode);
            let is_moved = matches!(change.fact, Fact::MeaningMoved { .. });
            Refusal::when(
                is_moved && !is_code,
                "leave the meaning where it was, and add another one for what is new",
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "meaning-reworded",
        level: Level::Warn,
        summary: "what is known by its meaning alone keeps its words, and an audience too",
        reason: "Of a number or a name of an event, the words are all that users have. No program can tell whether other words mean the same.",
        example: "Exit code 2 of `aksara doctor` means “warnings” in 1.2.0, and “problems” in 1.3.0.",
        advice: "Leave the words, or record a `[[suppression]]` that says that they mean the same.",
        check: Check::Changes(NotRuledOut, |_, change| {
            let is_reworded = match change.fact {
                Fact::TextChanged { .. } => is_known_by_meaning(change),
                Fact::AudienceChanged {
                    from: Some(_),
                    to: Some(_),
                } => true,
                _ => false,
            };
            Refusal::when(
                is_reworded,
                "leave the words, or record a `[[suppression]]` if they mean the same",
            )
        }),
        ..Rule::DEFAULT
    },
];

/// Whether users know it by its meaning. The text of an error is not promised, and other texts are documentation.
fn is_known_by_meaning(change: &Change<'_>) -> bool {
    let kinds = [Kind::ExitCode, Kind::Event, Kind::Metric, Kind::WireName];
    change.before.is_some_and(|item| kinds.contains(&item.kind))
}
