use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "struct-without-constructor",
    profile: true,
    clauses: &["NI-04", "NI-15"],
    summary: "every struct that may grow promises a constructor",
    reason: "Outside its package, a `#[non_exhaustive]` struct can be made in no other way.",
    example: "`nika::InferRequest` is `#[non_exhaustive]`, and no associated function that is promised returns one.",
    advice: "Write `constructor`, or promise its `new`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::StructWithoutConstructor, case, report);
}
