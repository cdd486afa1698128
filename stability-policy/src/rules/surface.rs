//! What words mean that users of a program rely on, and codes that are retired.

use stability::Kind;

use crate::Level;
use crate::comparison::Selection::{NotRuledOut, Premature, Promised};
use crate::diff::{Change, Fact};
use crate::rule::{Check, Refusal, Rule};
use crate::words::RECORD_SUPPRESSION;

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "error-code-unretired",
        level: Level::Warn,
        clauses: &["NI-07"],
        summary: "a retired error code stays retired",
        reason: "Users have removed the code that handles the error, because it was retired.",
        example: "`NIKA-AUTH-003` is `retired` in 1.2.0, and 1.3.0 returns it again.",
        advice: "Give the error a free number. If the code was retired by mistake, record a `[[suppression]]` in stability.toml.",
        check: Check::Changes(Promised, |_, change| {
            Refusal::when(
                change.fact == Fact::CodeUnretired,
                "users have removed the code that handles it",
                format!(
                    "write `retired` at `{0}` again, and give the error that you return now a variant of its own with a free number; or, if `{0}` was retired by mistake, {RECORD_SUPPRESSION}",
                    change.name()
                ),
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "meaning-changed",
        clauses: &["AK-04"],
        summary: "an exit code, option or setting does not take the meaning of another one",
        reason: "Scripts decide by the code or the name what to do. With exchanged meanings they do the wrong thing, and no error tells them.",
        example: "Exit code 0 of `aksara doctor` means “pass” and 2 means “warnings” in 1.2.0; 1.3.0 exchanges the two.",
        advice: "Keep each meaning where it was, and add a code or a name for the new meaning.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::MeaningMoved { from, to, taken, .. } = &change.fact else {
                return None;
            };
            let is_code = change.before.is_some_and(|item| item.kind == Kind::ErrorCode);
            let back = format!("give `{}` the meaning “{from}” again", change.name());
            let instead = if *taken {
                back
            } else {
                format!("{back}, and give “{to}” to another code or name")
            };
            Refusal::when(
                !is_code,
                "scripts that rely on the old meaning do the wrong thing",
                instead,
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "meaning-reworded",
        level: Level::Warn,
        summary: "the texts of exit codes, events, metrics and wire names, and the names of audiences, stay the same",
        reason: "Users know the meaning only from this text, and no program can tell whether another text means the same.",
        example: "Exit code 2 of `aksara doctor` means “warnings” in 1.2.0, and “problems” in 1.3.0.",
        advice: "Keep the text, or record a `[[suppression]]` in stability.toml that says that both mean the same.",
        check: Check::Changes(NotRuledOut, |_, change| {
            let is_reworded = match change.fact {
                Fact::TextChanged { .. } => is_known_by_meaning(change),
                Fact::AudienceChanged {
                    from: Some(_),
                    to: Some(_),
                } => true,
                _ => false,
            };
            let (remark, keep) = match &change.fact {
                Fact::AudienceChanged { from: Some(from), .. } => (
                    "users know only from this text whether they are meant",
                    format!("write `audience = \"{from}\"` again"),
                ),
                _ => ("users know the meaning only from this text", "keep the text".to_owned()),
            };
            let instead = format!("{keep}; or, if both texts mean the same, {RECORD_SUPPRESSION}");
            Refusal::when(is_reworded, remark, instead)
        }),
        ..Rule::DEFAULT
    },
];

/// Whether users know it by its meaning. The text of an error is not promised, and other texts are documentation.
fn is_known_by_meaning(change: &Change<'_>) -> bool {
    let kinds = [Kind::ExitCode, Kind::Event, Kind::Metric, Kind::WireName];
    change.before.is_some_and(|item| kinds.contains(&item.kind))
}
