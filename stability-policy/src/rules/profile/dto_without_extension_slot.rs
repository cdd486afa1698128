use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "dto-without-extension-slot",
    profile: true,
    clauses: &["NI-12", "NI-15"],
    summary: "every document has room for what comes",
    reason: "An earlier release that passes a document on would lose what a later one wrote into it.",
    example: "`pub struct Frame { text: String }` derives `Deserialize`, with neither `extensions` nor a `#[reserved]` field.",
    advice: "Write `extensions(…)`, or a `#[reserved]` field.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::DtoWithoutExtensionSlot, case, report);
}
