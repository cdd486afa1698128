use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "trait-method-added-without-default",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["NI-01"],
    summary: "a trait that users implement asks for no more than it did",
    reason: "Every implementation outside of the package lacks the method and no longer compiles.",
    example: "`nika::MemoryStore` is stable and open in 1.2.0, and has the method `compact` without a body in 1.3.0.",
    advice: "Give it a body, or `#[reserved(until = \"…\")]`, or a trait of its own.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.premature() {
        let is_trait = change.item().is_some_and(|item| item.kind == Kind::Trait);
        match change.fact {
            Fact::MemberAdded { .. } if is_trait => report.change(
                change,
                "that every implementation must have",
                case.demand_or(change, "give it a default"),
            ),
            Fact::MemberNowRequired { .. } if is_trait => {
                report.change(change, "", case.demand_or(change, "give it its default back"));
            }
            _ => {}
        }
    }
}
