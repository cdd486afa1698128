use stability::Kind;

use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "variant-added-to-exhaustive-enum",
    clauses: &["NI-03"],
    summary: "an enum that is matched in full gets no variant",
    reason: "A `match` over every variant no longer compiles, or no longer covers what it is given.",
    example: "`nika::Tier` is stable and without `non_exhaustive` in 1.2.0, and has the variant `Gold` more in 1.3.0.",
    advice: "Put the case into a type of its own, or make the enum `non_exhaustive` in a major release and add to it from then on.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let is_added = matches!(change.fact, Fact::MemberAdded { kind: Kind::Variant });
    is_added.then(|| Refusal::take_back().with_remark("of an enum that users match in full"))
}
