use crate::{Case, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "gate-open",
    clauses: &["AB-06"],
    summary: "every gate of the policy is passed before a release",
    reason: "What must hold at a release is forgotten at the release, when there is no time to look for it.",
    example: "The gate `rfcs` asks that each RFC is accepted, and `rfcs/0002.md` says `Proposed`.",
    advice: "Clear what blocks the gate, and try it again.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(results) = case.circumstances().gates.as_ref().filter(|_| case.circumstances().releasing) else {
        return;
    };
    for gate in &case.policy().gates {
        let (name, place) = (&gate.name, Place::Policy { line: gate.line });
        match results.iter().find(|result| result.name == *name) {
            None => report.add(
                "",
                name.clone(),
                place,
                format_args!("the gate `{name}` was not tried"),
                "try it before the release",
            ),
            Some(result) if !result.blockers.is_empty() => report.add(
                "",
                name.clone(),
                place,
                format_args!("the gate `{name}` is not passed: {}", result.blockers.join("; ")),
                "clear what blocks it",
            ),
            Some(_) => {}
        }
    }
}
