use crate::replacement::{Found, Replacements};
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "replacement-weaker",
    level: Level::Warn,
    summary: "a deprecation leads to a promise that is as strong, and not deprecated itself",
    reason: "Who moves as told should not lose what they relied on, nor have to move twice.",
    example: "`nika::Foo` is stable and deprecated with `replacement = nika::Bar`, and `nika::Bar` is experimental.",
    advice: "Raise the tier of the replacement before the deprecation, or name another one.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let replacements = Replacements::of(case);
    for promise in case.promises() {
        let Some((key, _, Found::Promised(name, tier, deprecated))) = replacements.find(promise) else {
            continue;
        };
        if deprecated {
            promise.report(
                report,
                format_args!("is deprecated in favour of `{name}`, which is deprecated too"),
                format_args!("name in `{key}` what takes the place of both"),
            );
        } else if tier < promise.tier {
            promise.report(
                report,
                format_args!("is {} and deprecated in favour of `{name}`, which is {tier}", promise.tier),
                format_args!("make `{name}` {}, or name another `{key}`", promise.tier),
            );
        }
    }
}
