use crate::shortfall::Told;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "break-without-bump",
    clauses: &["AA-10"],
    summary: "what breaks has another version",
    reason: "Two things of one version that behave differently cannot be told apart.",
    example: "The version is still 0.1.0-alpha.4, and `aioc::Agent` has lost a field.",
    advice: "Raise the version by as much as the break asks for, at least to the next pre-release.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for shortfall in case.shortfalls().filter(|shortfall| shortfall.told() == Told::BreakWithoutBump) {
        let (package, shown) = (shortfall.package, shortfall.shown());
        report.package(
            package,
            format_args!("`{package}` breaks a promise, and its version has not moved: {shown}"),
            shortfall.advice(),
        );
    }
}
