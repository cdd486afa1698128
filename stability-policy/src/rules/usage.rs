//! What users still use.

use crate::comparison::Selection::Breaking;
use crate::rule::{Check, Refusal, Rule};
use crate::usage::in_use;

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[Rule {
    id: "removed-while-in-use",
    summary: "what goes is no longer used, as far as it is counted",
    reason: "Notice is given so that users can move. Where their use is counted, everyone can see whether they have.",
    example: "`GET /skills/{id}/v1` is past its sunset, `usage.json` counts 12 requests to it this month, and 2.0.0 does not serve it.",
    advice: "Wait until nobody uses it, or find those who do; where they were told in vain, record an `[[exception]]`.",
    check: Check::Changes(Breaking, |comparison, change| {
        let item = change
            .before
            .filter(|_| change.withdraws() && change.member.is_none())?;
        let usage = in_use(item, comparison.policy, comparison.evidence)?;
        let instead = "bring it back until nobody uses it, or record an `[[exception]]` with a reason";
        Some(Refusal::new(format!("although it was used {usage}"), instead))
    }),
    ..Rule::DEFAULT
}];
