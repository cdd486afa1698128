use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "sealed-now",
    clauses: &["NI-08"],
    summary: "a trait that everyone may implement stays open",
    reason: "Every implementation outside of the package no longer compiles.",
    example: "`nika::MemoryStore` is stable and open in 1.2.0, and sealed in 1.3.0.",
    advice: "Seal a trait before the first release that promises it, or in a major one.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    (change.fact == Fact::Sealed).then(Refusal::take_back)
}
