use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "deprecated-without-replacement",
    level: Level::Warn,
    summary: "a deprecation says what to do instead",
    reason: "A warning that names no way out is silenced and forgotten.",
    example: "`#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.4.0\"))]` on `nika::Foo`.",
    advice: "Add `replacement = …`, of a route `successor = \"…\"`, or a `note` that says why there is none.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for promise in case.promises() {
        let Some(deprecated) = promise.deprecated else { continue };
        let ways = [&deprecated.replacement, &deprecated.successor, &deprecated.note];
        let says = |way: &Option<_>| way.as_deref().is_some_and(|words: &str| !words.trim().is_empty());
        if !ways.into_iter().any(says) {
            promise.report(
                report,
                "is deprecated and says nothing of what to do instead",
                match promise.item.kind {
                    stability::Kind::Route => "add `successor = \"…\"`, or a `note` that says why there is none",
                    _ => "add `replacement = …`, or a `note` that says why there is none",
                },
            );
        }
    }
}
