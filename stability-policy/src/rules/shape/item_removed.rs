use alloc::format;

use stability::Kind;

use crate::diff::Fact;
use crate::shape::compare::ChangeKind;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "item-removed",
    clauses: &["AK-10", "OR-03"],
    summary: "what is promised stays, until a release that may remove it",
    reason: "Whoever names the item no longer compiles, and whoever calls it is no longer answered.",
    example: "`nika::Foo` is stable in 1.2.0, and 1.3.0 has no `nika::Foo`.",
    advice: "Keep the item and deprecate it; remove it in the release that its tier asks for.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let has_rule_of_its_own = [
        Kind::Command,
        Kind::CommandOption,
        Kind::ExitCode,
        Kind::Setting,
        Kind::Env,
    ];
    removed(change, |kind| !has_rule_of_its_own.contains(&kind))
}

/// Refuses the removal of an item of such a kind.
pub(super) fn removed(change: &Judged<'_>, is_asked: impl Fn(Kind) -> bool) -> Option<Refusal> {
    let is_asked = change.item().is_some_and(|item| is_asked(item.kind));
    let is_removed = match change.fact {
        Fact::ItemRemoved => true,
        Fact::Shape { change, .. } => change == ChangeKind::PathRemoved,
        _ => false,
    };
    (is_removed && is_asked).then(|| Refusal::take_back().with_remark(format!("and was {}", change.tier)))
}
