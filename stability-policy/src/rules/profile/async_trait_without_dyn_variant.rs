use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "async-trait-without-dyn-variant",
    profile: true,
    clauses: &["NI-02", "NI-15"],
    summary: "every async trait has a form that can be `dyn`",
    reason: "Who chooses an implementation at run time needs a trait object, and a trait with `async fn` has none.",
    example: "`pub trait Store { async fn put(&self); }` without `dynosaur` or `async_trait`.",
    advice: "Put `dynosaur` or `async_trait` below its attribute, or name the form in `erased(…)`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::AsyncTraitWithoutDynVariant, case, report);
}
