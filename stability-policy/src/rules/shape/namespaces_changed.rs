use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "namespaces-changed",
    clauses: &["NI-06"],
    summary: "the namespaces of extension fields stay as they are",
    reason: "Keys that documents use under a namespace are refused once it is another one.",
    example: "Documents may have keys that start with `x-` in 1.2.0, and only `ext-` in 1.3.0.",
    advice: "Leave both namespaces as they were first promised.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    (change.fact == Fact::NamespacesChanged).then(|| Refusal::instead("write the namespaces that it had"))
}
