use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "setting-removed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-05"],
    summary: "settings and environment variables stay",
    reason: "A deployment that sets it is refused, or goes on with another value than it asked for.",
    example: "The setting `debug` is stable in 1.2.0, and 1.3.0 does not read it.",
    advice: "Read the setting on and deprecate it; remove it in the release that its tier asks for.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let kinds = [Kind::Setting, Kind::Env];
    let changes = case.premature().filter(|change| change.fact == Fact::ItemRemoved);
    for change in changes.filter(|change| change.item().is_some_and(|item| kinds.contains(&item.kind))) {
        report.change(change, format_args!("and was {}", change.tier), case.demand(change));
    }
}
