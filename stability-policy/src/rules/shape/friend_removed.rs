use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "friend-removed",
    clauses: &["NI-08"],
    summary: "who may implement a sealed trait may go on to",
    reason: "The package that was let in no longer compiles.",
    example: "`nika::Provider` is stable and sealed with the friend `nika-echo` in 1.2.0, and without it in 1.3.0.",
    advice: "Leave the friend in, or a pattern that covers it.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    matches!(change.fact, Fact::FriendRemoved { .. }).then(|| Refusal::instead("let it in again"))
}
