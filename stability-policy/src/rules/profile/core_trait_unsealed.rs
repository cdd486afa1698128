use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "core-trait-unsealed",
    profile: true,
    clauses: &["NI-08", "NI-15"],
    summary: "every frozen trait is sealed",
    reason: "A method more would break everyone who implements it outside the project.",
    example: "`#[stability::frozen] pub trait Provider` without `sealed`.",
    advice: "Write `sealed`, with `friends` for the packages of the project.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::CoreTraitUnsealed, case, report);
}
