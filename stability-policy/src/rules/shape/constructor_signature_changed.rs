use crate::diff::Fact;
use crate::constructor::is_constructor;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "constructor-signature-changed",
    clauses: &["NI-04", "NI-11"],
    summary: "a constructor keeps its parameters",
    reason: "A constructor stands in for the literal that `non_exhaustive` took away: every user who builds the type calls it.",
    example: "`InferRequest::new(provider, model)` is stable in 1.2.0, and takes `memory` as well in 1.3.0.",
    advice: "Mark the field with `default`, which makes it a `with_…` and leaves the constructor as it is.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let is_changed = matches!(change.fact, Fact::SignatureChanged { .. } | Fact::Shape { .. }) && !change.is_removal();
    let is_refused = is_changed && change.before.is_some_and(is_constructor);
    is_refused.then(|| Refusal::instead("leave it, and mark what is added with `default`"))
}
