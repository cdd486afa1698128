use alloc::format;

use stability::Kind;

use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "generated-policy-weakened",
    clauses: &["AK-13", "AK-14", "AK-15"],
    summary: "what is generated stays under its policy",
    reason: "A frozen file that may change, or a list that may lose entries, is another promise to whoever reads it.",
    example: "`generated/schema.sql` is `frozen` in 1.2.0, and `free` in 1.3.0.",
    advice: "Write the policy that it had.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let is_artefact = change.before.is_some_and(|item| item.kind == Kind::Artefact);
    match &change.fact {
        Fact::SignatureChanged { from, .. } if is_artefact => Some(Refusal::instead(format!("write `{from}` again"))),
        _ => None,
    }
}
