use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::constructor::is_constructor;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "signature-changed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AB-03"],
    summary: "what is promised keeps its declaration",
    reason: "Whoever calls it, names it with arguments, or implements it, has written down the declaration it had.",
    example: "`nika::run` is stable as `fn run(name: &str)` in 1.2.0, and `fn run(name: &str, turns: u32)` in 1.3.0.",
    advice: "Leave it as it is, and add one of another name beside it.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.premature() {
        let Some(before) = change.before.filter(|_| matches!(change.fact, Fact::SignatureChanged { .. })) else {
            continue;
        };
        let told_by_others = [Kind::ErrorCode, Kind::Setting, Kind::Env, Kind::Artefact];
        if !told_by_others.contains(&before.kind) && !is_constructor(before) {
            let instead = "leave it, and add one of another name";
            report.change(change, "", case.demand_or(change, instead));
        }
    }
}
