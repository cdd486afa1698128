use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "schema-marker-changed",
    clauses: &["NI-05", "NI-13"],
    summary: "documents of one contract keep their marker",
    reason: "Every document that was written before is refused by its marker, and every reader of the marker refuses the next one.",
    example: "Workflows begin with `nika: v1` in 1.2.0, and with `nika: v2` in 1.3.0.",
    advice: "Add to the schema without another marker; a generation that breaks gets a type of its own beside this one.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let instead = "leave the marker, and add another type for the other generation";
    matches!(change.fact, Fact::SchemaMarkerChanged { .. }).then(|| Refusal::instead(instead))
}
