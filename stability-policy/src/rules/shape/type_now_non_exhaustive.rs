use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "type-now-non-exhaustive",
    clauses: &["NI-03"],
    summary: "what users build or match in full stays so",
    reason: "A literal of the struct, or a `match` over the enum, no longer compiles outside of the package.",
    example: "`nika::Answer` is stable and matched in full in 1.2.0, and `non_exhaustive` in 1.3.0.",
    advice: "Write `non_exhaustive` before the first release that promises the type, or in a major one.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    (change.fact == Fact::NowNonExhaustive).then(Refusal::take_back)
}
