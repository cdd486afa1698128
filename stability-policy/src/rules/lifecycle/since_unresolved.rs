use stability::contract::Since;

use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "since-unresolved",
    summary: "a release says its own version where its source said `next`",
    reason: "In a released contract, `next` means another release to each reader.",
    example: "1.5.0 is to be released, and `nika::Foo` is stable since `next`.",
    advice: "Write the version of the release in place of `next` before it is made.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    if !case.circumstances().releasing {
        return;
    }
    for promise in case.promises() {
        let deprecated = promise.deprecated.and_then(|deprecated| deprecated.since.as_ref());
        let what = match (promise.since, deprecated) {
            (Some(Since::Next), _) => "promised",
            (_, Some(Since::Next)) => "deprecated",
            _ => continue,
        };
        let Some(version) = case.version(&promise.item.package) else {
            continue;
        };
        promise.report(
            report,
            format_args!("is {what} since `next` in the release of {version}"),
            format_args!("write `since = \"{version}\"`"),
        );
    }
}
