use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "item-gated",
    clauses: &["NI-09"],
    summary: "what is there without a feature stays there without it",
    reason: "Whoever did not turn the feature on no longer finds the item.",
    example: "`nika::shell` is stable in 1.2.0, and in 1.3.0 it needs the feature `shell`.",
    advice: "Leave it visible, or put it behind a feature that is on by default and name that in the release that its tier asks for.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    matches!(change.fact, Fact::FeatureRequired { .. }).then(|| Refusal::instead("make it visible without the feature"))
}
