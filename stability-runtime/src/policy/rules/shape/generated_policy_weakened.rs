use alloc::format;

use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "generated-policy-weakened",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-13", "AK-14", "AK-15"],
    summary: "what is generated stays under its policy",
    reason: "A frozen file that may change, or a list that may lose entries, is another promise to whoever reads it.",
    example: "`generated/schema.sql` is `frozen` in 1.2.0, and `free` in 1.3.0.",
    advice: "Write the policy that it had.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.premature() {
        let is_artefact = change.before.is_some_and(|item| item.kind == Kind::Artefact);
        if let (true, Fact::SignatureChanged { from, .. }) = (is_artefact, &change.fact) {
            let instead = format!("write `{from}` again");
            report.change(change, "", case.demand_or(change, instead));
        }
    }
}
