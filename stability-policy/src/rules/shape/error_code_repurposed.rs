use stability::{Kind, Tier};

use super::error_code_reused::is_retired;
use crate::diff::Fact;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "error-code-repurposed",
    clauses: &["AA-09", "AB-04", "NI-07"],
    summary: "an error code keeps its meaning, in every release",
    reason: "Programs decide by the code what to do. With another meaning they do the wrong thing, and nothing tells them.",
    example: "`NIKA-AUTH-001` is `AuthError::Expired` in 1.2.0, and `AuthError::Revoked` in 2.0.0.",
    advice: "Give the other error a free number, and retire this code.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.breaks() {
        let Some(before) = change.before.filter(|before| before.kind == Kind::ErrorCode) else {
            continue;
        };
        let is_another = matches!(change.fact, Fact::SignatureChanged { .. });
        // No release makes another meaning right for what is stable. What is weaker may change as its tier says.
        let is_kept = change.tier < Tier::Stable && change.permitted;
        if is_another && !is_kept && !is_retired(before) {
            report.change(
                change,
                "",
                "give the other error a code of its own and retire this one, or record an `[[exception]]` with a reason",
            );
        }
    }
}
