use stability::Kind;

use crate::diff::Fact;
use crate::constructor::is_constructor;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "signature-changed",
    clauses: &["AB-03"],
    summary: "what is promised keeps its declaration",
    reason: "Whoever calls it, names it with arguments, or implements it, has written down the declaration it had.",
    example: "`nika::run` is stable as `fn run(name: &str)` in 1.2.0, and `fn run(name: &str, turns: u32)` in 1.3.0.",
    advice: "Leave it as it is, and add one of another name beside it.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let has_rule_of_its_own = [Kind::ErrorCode, Kind::Setting, Kind::Env, Kind::Artefact];
    let is_changed = matches!(change.fact, Fact::SignatureChanged { .. } | Fact::Shape { .. }) && !change.is_removal();
    let before = change.before.filter(|_| is_changed)?;
    let is_asked = !has_rule_of_its_own.contains(&before.kind) && !is_constructor(before);
    is_asked.then(|| Refusal::instead("leave it, and add one of another name"))
}
