use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "member-removed",
    clauses: &["AA-03", "AB-02", "AK-02"],
    summary: "the fields, variants and methods that are promised stay",
    reason: "Whoever names the member no longer compiles, and what was read from it is no longer there.",
    example: "`PolicyResult` is stable with the field `reason` in 1.2.0, and has no such field in 1.3.0.",
    advice: "Keep the member and deprecate it; remove it in the release that its tier asks for.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    matches!(change.fact, Fact::MemberRemoved { .. }).then(Refusal::take_back)
}
