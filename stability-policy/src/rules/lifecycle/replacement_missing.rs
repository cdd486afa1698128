use crate::replacement::{Found, Replacements};
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "replacement-missing",
    level: Level::Warn,
    summary: "a deprecation leads to something that is promised",
    reason: "Users who follow a deprecation should not arrive where nothing is promised, or nothing is.",
    example: "`nika::Foo` is deprecated with `replacement = \"nika::Bar\"`, and no item of `nika` is called `Bar`.",
    advice: "Name an item or route of the contract, or give a tier to the one that is named.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let replacements = Replacements::of(case);
    for promise in case.promises() {
        if let Some((key, written, Found::Nothing)) = replacements.find(promise) {
            promise.report(
                report,
                format_args!("is deprecated in favour of `{written}`, which is not in the contract"),
                format_args!("name in `{key}` what is promised, or give `{written}` a tier"),
            );
        }
    }
}
