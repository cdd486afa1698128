use alloc::collections::BTreeSet;

use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "package-missing",
    summary: "every package that the contract should speak for is heard from",
    reason: "The linker drops what a program never names, and all its promises would be gone without a word.",
    example: "`packages = [\"nika-kernel\"]`, and the contract was built from a program that does not link it.",
    advice: "Write `use nika_kernel as _;` in the program, and turn on a feature that registers records.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let heard: BTreeSet<_> = case.packages().collect();
    let asked: BTreeSet<_> = case.circumstances().packages.iter().collect();
    for package in asked {
        if !heard.contains(package.as_str()) {
            report.package(
                package,
                format_args!("`{package}` is not in the contract"),
                format_args!("write `use {} as _;` in the program that is built", package.replace('-', "_")),
            );
        }
    }
}
