use crate::shortfall::Told;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "break-in-patch",
    clauses: &["AK-10"],
    summary: "a patch release breaks nothing that its tiers protect from it",
    reason: "Patch releases are taken without being read, by people and by lock files.",
    example: "1.4.1 follows 1.4.0 and has no `nika::Foo`, which is stable.",
    advice: "Take the break back, or make the release that its tier asks for.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for shortfall in case.shortfalls().filter(|shortfall| shortfall.told() == Told::BreakInPatch) {
        let (package, shown) = (shortfall.package, shortfall.shown());
        report.package(
            package,
            format_args!("the patch release of `{package}` breaks a promise: {shown}"),
            shortfall.advice(),
        );
    }
}
