use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "type-exhaustive",
    profile: true,
    clauses: &["NI-03", "NI-15"],
    summary: "every promised type may grow",
    reason: "A field or variant more then breaks no one who builds or matches it.",
    example: "`pub enum Event { Started }` is stable and not `#[non_exhaustive]`.",
    advice: "Write `non_exhaustive` on an enum, `forward_compatible` on a struct or on its area.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::TypeExhaustive, case, report);
}
