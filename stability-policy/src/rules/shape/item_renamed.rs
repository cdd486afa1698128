use alloc::format;

use stability::Kind;

use crate::diff::Fact;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "item-renamed",
    clauses: &["AK-10", "OR-03"],
    summary: "what is promised keeps its path",
    reason: "Whoever names the item by the path it had no longer compiles, although all of it is there.",
    example: "`nika::Frame` is stable in 1.2.0, and in 1.3.0 it is `nika::memory::Frame`, declared as before.",
    advice: "Keep the path as a deprecated `pub use` of the other one, and remove it in the release that its tier asks for.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    let (before, after) = (change.before?, change.after?);
    // A `use` brings no part of a type.
    let instead = match before.kind {
        Kind::Method => format!("keep `{}` as a deprecated method that calls `{}`", before.id, after.id),
        Kind::AssociatedConst | Kind::AssociatedType => format!("keep `{}` too, deprecated", before.id),
        _ => format!("keep `{}` as a deprecated `pub use {}`", before.id, after.id),
    };
    (change.fact == Fact::ItemRenamed).then(|| Refusal::instead(instead))
}
