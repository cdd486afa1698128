use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "command-removed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-04"],
    summary: "commands, options and exit codes stay",
    reason: "Scripts call them, and nobody sees that they fail until they run.",
    example: "`aksara doctor launch-check` is stable in 1.2.0, and 1.3.0 does not know it.",
    advice: "Keep the command as a deprecated one that says what to call instead.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let kinds = [Kind::Command, Kind::CommandOption, Kind::ExitCode];
    let changes = case.premature().filter(|change| change.fact == Fact::ItemRemoved);
    for change in changes.filter(|change| change.item().is_some_and(|item| kinds.contains(&item.kind))) {
        report.change(change, format_args!("and was {}", change.tier), case.demand(change));
    }
}
