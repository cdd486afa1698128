use crate::diff::{Change, Fact};
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "required-member-added",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AA-03"],
    summary: "what users write themselves asks for no more than it did",
    reason: "Whoever builds the struct in full does not name the field, and documents that were written before do not have it.",
    example: "`PolicyResult` can be built in full in 1.2.0, and has the field `version` more in 1.3.0.",
    advice: "Leave the struct open with `non_exhaustive` in a major release; give the field of a document `#[serde(default)]`.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.premature() {
        let is_trait = change.item().is_some_and(|item| item.kind == Kind::Trait);
        match change.fact {
            Fact::MemberAdded { kind: Kind::Field } if is_of_document(change) => report.change(
                change,
                "that documents written before do not have",
                case.demand_or(change, "give it `#[serde(default)]`"),
            ),
            Fact::MemberAdded { kind: Kind::Field } => {
                report.change(change, "that users who build or match it must name", case.demand(change));
            }
            Fact::MemberNowRequired { .. } if !is_trait => {
                report.change(change, "", case.demand_or(change, "give it its default back"));
            }
            _ => {}
        }
    }
}

/// Whether it is the documents alone that lack the field, since users do not build the struct in full.
fn is_of_document(change: &Change<'_>) -> bool {
    let item = change.before.filter(|item| item.kind == Kind::Struct);
    item.is_some_and(|item| item.document && item.exhaustive != Some(true))
}
