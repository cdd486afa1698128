use crate::diff::Fact;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, Place};

pub const RULE: Rule = Rule {
    summary: "the policy permits no more than at the last release",
    reason: "The policy decides how strong each promise is. Without this rule, a change could weaken the policy first and then break anything.",
    example: "`[tiers.stable] break` was `major` at the last release and is `minor` now.",
    advice: "Write the previous value, or record an `[[exception]]` in stability.toml with `kind = \"policy\"`. Neither a level nor a `[[suppression]]` hides this finding.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    for judged in comparison.changes().iter().filter(|judged| judged.exception.is_none()) {
        if let Fact::PolicyWeakened { setting, from, .. } = &judged.change.fact {
            let subject = judged.change.name();
            let message = format!(
                "the policy is weaker than at the last release: `{setting}` {}; users lose what the earlier policy promised",
                judged.change.fact
            );
            let back = match from.as_str() {
                "the default level" | "none" | "that of the item" => format!("remove `{setting}` from stability.toml"),
                "set" => format!("write `[{setting}]` in stability.toml again"),
                from => format!("write `{from}` for `{setting}` in stability.toml again"),
            };
            let advice = format!(
                "{back}; or record an `[[exception]]` there with `item = \"{subject}\"`, `kind = \"policy\"`, `version` (of this release), `reason` and `issue` (a URL)"
            );
            report.add("", subject, Place::Policy { line: 0 }, message, advice);
        }
    }
}
