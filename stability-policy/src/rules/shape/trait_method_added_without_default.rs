use stability::Kind;

use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "trait-method-added-without-default",
    clauses: &["NI-01"],
    summary: "a trait that users implement asks for no more than it did",
    reason: "Every implementation outside of the package lacks the method and no longer compiles.",
    example: "`nika::MemoryStore` is stable and open in 1.2.0, and has the method `compact` without a body in 1.3.0.",
    advice: "Give it a body, or `#[reserved(until = \"…\")]`, or a trait of its own.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    change.item().filter(|item| item.kind == Kind::Trait)?;
    match change.fact {
        Fact::MemberAdded { .. } => {
            Some(Refusal::instead("give it a default").with_remark("that every implementation must have"))
        }
        Fact::MemberNowRequired { .. } => Some(Refusal::instead("give it its default back")),
        _ => None,
    }
}
