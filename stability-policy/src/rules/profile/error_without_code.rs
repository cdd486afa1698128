use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "error-without-code",
    profile: true,
    clauses: &["NI-07", "NI-15"],
    summary: "every error has a code",
    reason: "The text of an error may change; users tell errors apart by a code that stays.",
    example: "`pub enum NikaError` is stable and derives no `stability::ErrorCode`.",
    advice: "Derive `stability::ErrorCode`, as an enum.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::ErrorWithoutCode, case, report);
}
