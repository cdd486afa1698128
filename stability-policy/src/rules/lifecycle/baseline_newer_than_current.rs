use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "baseline-newer-than-current",
    summary: "a contract is compared with an earlier one",
    reason: "Backwards, every addition looks like a removal, and no version is large enough.",
    example: "The baseline is of 1.5.0, and the package is 1.4.2.",
    advice: "Compare with the baseline of the release before, or correct the version of the package.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for package in case.packages() {
        if let (Some(before), Some(version)) = (case.version_before(package), case.version(package))
            && version.cmp_precedence(before).is_lt()
        {
            report.package(
                package,
                format_args!("`{package}` is {version}, and its baseline is of {before}"),
                "compare with the release before it, or correct the version",
            );
        }
    }
}
