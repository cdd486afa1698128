use stability::Kind;

use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "setting-type-changed",
    clauses: &["AK-05"],
    summary: "a setting keeps its type",
    reason: "The value that a deployment has set no longer parses, or means something else.",
    example: "The setting `debug` is a `bool` in 1.2.0, and a `String` in 1.3.0.",
    advice: "Add a setting of the other type beside it, and deprecate this one.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let is_setting = change.before.is_some_and(|item| [Kind::Setting, Kind::Env].contains(&item.kind));
    let is_changed = is_setting && matches!(change.fact, Fact::SignatureChanged { .. });
    is_changed.then(|| Refusal::instead("leave it, and add a setting of the other type"))
}
