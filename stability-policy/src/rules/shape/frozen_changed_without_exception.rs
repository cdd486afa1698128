//! Told here and nowhere else in this group: the rules on single kinds of change ask [`Case::premature`], which leaves out what no
//! release permits. Frozen traits have `trait-shape-changed`, and error codes their own rules.

use stability::Kind;

use crate::diff::{Effect, Fact};
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "frozen-changed-without-exception",
    clauses: &["AB-05"],
    summary: "what is frozen breaks only by an exception",
    reason: "A freeze holds against every release in its scope. What is critical is recorded with its reason, so that users can see why.",
    example: "`RunRecord` is frozen, and the next release within the freeze has no field `question`.",
    advice: "Take the change back, or record an `[[exception]]` with a reason and what users do instead.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.ruled_out().filter(|change| change.effect == Effect::Breaking) {
        // A code has rules of its own, whatever the release.
        let is_code = change.before.is_some_and(|item| item.kind == Kind::ErrorCode);
        let is_repurposed = is_code && matches!(change.fact, Fact::SignatureChanged { .. });
        if !change.is_of_frozen_trait() && !is_repurposed {
            report.change(change, format_args!("and was {}", change.tier), case.demand(change));
        }
    }
}
