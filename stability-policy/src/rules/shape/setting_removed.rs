use stability::Kind;

use super::item_removed::removed;
use crate::{Judged, Rule};
use crate::rules::{Check, Refusal};

pub const RULE: Rule = Rule {
    id: "setting-removed",
    clauses: &["AK-05"],
    summary: "settings and environment variables stay",
    reason: "A deployment that sets it is refused, or goes on with another value than it asked for.",
    example: "The setting `debug` is stable in 1.2.0, and 1.3.0 does not read it.",
    advice: "Read the setting on and deprecate it; remove it in the release that its tier asks for.",
    check: Check::Break(check),
    ..Rule::DEFAULT
};

fn check(change: &Judged<'_>) -> Option<Refusal> {
    removed(change, |kind| [Kind::Setting, Kind::Env].contains(&kind))
}
