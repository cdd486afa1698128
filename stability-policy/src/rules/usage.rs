//! What users still use.

use stability::Kind;
use stability::contract::Item;

use crate::comparison::Selection::Breaking;
use crate::rule::{Check, Refusal, Rule};
use crate::usage::{ItemUse, use_of};
use crate::words::record_exception;
use crate::{Policy, UsageSource};

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[Rule {
    id: "removed-while-in-use",
    summary: "an item whose use is counted is removed only after its use has ended",
    reason: "A notice gives users time to migrate. Where their use is counted, everyone can see whether they did. A route that the counts \
             do not name may be in use under another name, or no deployed version counts it.",
    example: "`GET /skills/{id}/v1` is past its sunset, `usage.json` counts 12 requests to it this month, and 2.0.0 does not serve it.",
    advice: "Wait until nobody uses it, or contact the users. If they do not react, record an `[[exception]]` in stability.toml. If the counts do not name \
             the item, add it to them, with 0 if nobody uses it.",
    check: Check::Changes(Breaking, |comparison, change| {
        let item = change
            .before
            .filter(|_| change.withdraws() && change.member.is_none())?;
        let is_deprecated = !comparison.deprecations_before(change).is_empty();
        match use_of(item, is_deprecated, comparison) {
            ItemUse::Used(usage) => Some(Refusal::new(
                format!("users still need it: it was used {usage}"),
                format!(
                    "restore it until nobody uses it, or {}",
                    record_exception(change.name())
                ),
            )),
            ItemUse::Unknown => {
                let counts = counts(comparison.policy);
                Some(Refusal::new(
                    format!("whether users still need it is not known, because {counts} not name it"),
                    how_to_know(item, is_deprecated, comparison.policy),
                ))
            }
            ItemUse::Ended | ItemUse::NotCounted => None,
        }
    }),
    ..Rule::DEFAULT
}];

/// What should name an item, with its verb.
fn counts(policy: &Policy) -> String {
    match policy.usage.as_ref().map(|settings| &settings.source) {
        Some(UsageSource::File { path }) => format!("`{path}` does"),
        Some(UsageSource::Prometheus { .. }) => "the results of `query` in `[usage]` do".to_owned(),
        None => "the counts do".to_owned(),
    }
}

/// How users find out whether an item is used that the counts do not name.
fn how_to_know(item: &Item, is_deprecated: bool, policy: &Policy) -> String {
    let is_asked = matches!(
        policy.usage.as_ref().map(|settings| &settings.source),
        Some(UsageSource::Prometheus { .. })
    );
    let instead = format!("or {}", record_exception(&item.id));
    match (is_asked, item.kind) {
        (false, _) => {
            let counts = match policy.usage.as_ref().map(|settings| &settings.source) {
                Some(UsageSource::File { path }) => format!("`{path}`"),
                _ => "the counts".to_owned(),
            };
            format!(
                "add it to {counts} under this name, with 0 if nobody uses it; if you do not know its use, restore it until you do; {instead}"
            )
        }
        (true, Kind::Route) if !is_deprecated => {
            format!(
                "restore it and deprecate it: a deployed service exports each deprecated route, with 0 if nobody asks for it; {instead}"
            )
        }
        (true, _) => format!(
            "restore it until its count is known: deploy the version that deprecates it, whose services export it with 0 if nobody uses \
             it, and compare its name with the labels that `item` in `[usage]` names; {instead}"
        ),
    }
}
