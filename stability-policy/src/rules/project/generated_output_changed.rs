use crate::artefacts::breaches;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "generated-output-changed",
    clauses: &["AK-06", "AK-13", "AK-15"],
    summary: "what is generated and frozen stays byte for byte, or key by key",
    reason: "Users keep what was generated: migrations are run again, tools are called by their names.",
    example: "`generated/0001.sql` is `frozen`, and its stored file has another column.",
    advice: "Generate the old artefact as it was, and the change as a new one.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let frozen = |policy: &str| policy == "frozen" || policy.starts_with("frozen by ");
    for broken in breaches(case, frozen) {
        if !broken.permitted {
            report.item(
                broken.item,
                format_args!("is {}, and {}", broken.policy, broken.what),
                case.asks(&broken.item.package, broken.required, "generate it as it was, and the change beside it"),
            );
        }
    }
}
