//! What users still use.

use crate::comparison::Selection::Breaking;
use crate::rule::{Check, Refusal, Rule};
use crate::usage::in_use;
use crate::words::RECORD_EXCEPTION;

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[Rule {
    id: "removed-while-in-use",
    summary: "an item whose use is counted is removed only after its use has ended",
    reason: "A notice gives users time to migrate. Where their use is counted, everyone can see whether they did.",
    example: "`GET /skills/{id}/v1` is past its sunset, `usage.json` counts 12 requests to it this month, and 2.0.0 does not serve it.",
    advice: "Wait until nobody uses it, or contact the users. If they do not react, record an `[[exception]]` in stability.toml.",
    check: Check::Changes(Breaking, |comparison, change| {
        let item = change
            .before
            .filter(|_| change.withdraws() && change.member.is_none())?;
        let usage = in_use(item, comparison.policy, comparison.evidence)?;
        let instead = format!("restore it until nobody uses it, or {RECORD_EXCEPTION}");
        Some(Refusal::new(
            format!("users still need it: it was used {usage}"),
            instead,
        ))
    }),
    ..Rule::DEFAULT
}];
