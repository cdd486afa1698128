use alloc::format;

use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "tier-lowered",
    clauses: &["AK-10", "OR-03"],
    summary: "what is promised is promised as much as before",
    reason: "A tier is what users chose the item for. To take it back is to break the promise before breaking the code.",
    example: "`nika::Foo` is stable in 1.2.0 and beta in 1.3.0.",
    advice: "Write the tier that it had, and lower it in the release that the tier asks for.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    match change.fact {
        Fact::TierLowered { from, .. } => Some(Refusal::instead(format!("write `{from}` again"))),
        _ => None,
    }
}
