use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "dyn-variant-removed",
    clauses: &["NI-02"],
    summary: "a trait that could be `dyn` still can",
    reason: "A `Box<dyn …>` of the trait no longer compiles, and with it whatever chooses an implementation at run time.",
    example: "`nika::MemoryStore` is stable with the form `DynMemoryStore` in 1.2.0, and without one in 1.3.0.",
    advice: "Keep `erased(…)`, or whatever made the trait usable as `dyn`.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    (change.fact == Fact::ErasedRemoved).then(|| Refusal::instead("write `erased` again"))
}
