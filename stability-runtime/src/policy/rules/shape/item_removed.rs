use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "item-removed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-10", "OR-03"],
    summary: "what is promised stays, until a release that may remove it",
    reason: "Whoever names the item no longer compiles, and whoever calls it is no longer answered.",
    example: "`nika::Foo` is stable in 1.2.0, and 1.3.0 has no `nika::Foo`.",
    advice: "Keep the item and deprecate it; remove it in the release that its tier asks for.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let told_by_others = [
        Kind::Command,
        Kind::CommandOption,
        Kind::ExitCode,
        Kind::Setting,
        Kind::Env,
    ];
    let changes = case.premature().filter(|change| change.fact == Fact::ItemRemoved);
    for change in changes.filter(|change| change.item().is_some_and(|item| !told_by_others.contains(&item.kind))) {
        report.change(change, format_args!("and was {}", change.tier), case.demand(change));
    }
}
