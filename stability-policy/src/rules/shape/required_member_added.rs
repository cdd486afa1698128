use stability::Kind;

use crate::diff::{Change, Fact};
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "required-member-added",
    clauses: &["AA-03"],
    summary: "what users write themselves asks for no more than it did",
    reason: "Whoever builds the struct in full does not name the field, and documents that were written before do not have it.",
    example: "`PolicyResult` can be built in full in 1.2.0, and has the field `version` more in 1.3.0.",
    advice: "Leave the struct open with `non_exhaustive` in a major release; give the field of a document `#[serde(default)]`.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let is_trait = change.item().is_some_and(|item| item.kind == Kind::Trait);
    match change.fact {
        Fact::MemberAdded { kind: Kind::Field } if is_of_document(change) => Some(
            Refusal::instead("give it `#[serde(default)]`").with_remark("that documents written before do not have"),
        ),
        Fact::MemberAdded { kind: Kind::Field } => {
            Some(Refusal::take_back().with_remark("that users who build or match it must name"))
        }
        Fact::MemberNowRequired { .. } if !is_trait => Some(Refusal::instead("give it its default back")),
        _ => None,
    }
}

/// Whether it is the documents alone that lack the field, since users do not build the struct in full.
fn is_of_document(change: &Change<'_>) -> bool {
    let item = change.before.filter(|item| item.kind == Kind::Struct);
    item.is_some_and(|item| item.document && item.exhaustive != Some(true))
}
