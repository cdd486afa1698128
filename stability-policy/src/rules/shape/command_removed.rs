use stability::Kind;

use super::item_removed::removed;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "command-removed",
    clauses: &["AK-04"],
    summary: "commands, options and exit codes stay",
    reason: "Scripts call them, and nobody sees that they fail until they run.",
    example: "`aksara doctor launch-check` is stable in 1.2.0, and 1.3.0 does not know it.",
    advice: "Keep the command as a deprecated one that says what to call instead.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    removed(change, |kind| [Kind::Command, Kind::CommandOption, Kind::ExitCode].contains(&kind))
}
