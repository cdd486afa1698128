use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "guarantee-changed",
    clauses: &["AK-17", "AA-02"],
    summary: "a promised behaviour stays as it was worded",
    reason: "Users rely on each word of it, and no compiler tells them when it is another one.",
    example: "The guarantee `default-deny` says “unless a policy returns allow” in 1.2.0, and “unless a policy returns deny” in 1.3.0.",
    advice: "Leave the words, and state what is new as a guarantee of its own.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let instead = "leave the words, and state what is new as a guarantee of its own";
    matches!(change.fact, Fact::TextChanged { .. }).then(|| Refusal::instead(instead))
}
