use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "member-type-changed",
    clauses: &["AA-03", "AK-05"],
    summary: "what is promised of a field, variant or method keeps its type",
    reason: "Whoever reads, builds or calls it has written down the type it had.",
    example: "The field `workers` of a settings struct is `u32` in 1.2.0 and `Option<u32>` in 1.3.0.",
    advice: "Add a member of the other type beside it, and deprecate this one.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let instead = "leave it, and add a member of the other type";
    matches!(change.fact, Fact::MemberTypeChanged { .. }).then(|| Refusal::instead(instead))
}
