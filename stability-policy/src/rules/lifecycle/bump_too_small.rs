use crate::shortfall::Told;
use crate::{Case, Permit, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "bump-too-small",
    clauses: &["OR-02", "OR-03"],
    summary: "a release is as large as its changes ask for",
    reason: "The version is the first thing that users and their tools read of a release, and often the last.",
    example: "1.5.0 follows 1.4.0, and a route that is stable is gone; or 1.4.1 has a route more.",
    advice: "Make the release that the strongest change asks for, or take the change back.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for shortfall in case.shortfalls().filter(|shortfall| shortfall.told() == Told::BumpTooSmall) {
        let (package, made, shown) = (shortfall.package, shortfall.made.release(), shortfall.shown());
        let why = match shortfall.required() {
            Permit::Bump(_) => "which is too small",
            Permit::Never(_) => "and no release is large enough",
        };
        report.package(
            package,
            format_args!("`{package}` makes a {made}, {why}: {shown}"),
            shortfall.advice(),
        );
    }
}
