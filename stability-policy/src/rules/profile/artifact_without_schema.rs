use crate::{Case, Report, Rule};
use crate::rules::Check;
use crate::profile;

pub const RULE: Rule = Rule {
    id: "artifact-without-schema",
    profile: true,
    clauses: &["NI-13", "NI-15"],
    summary: "documents are pinned to a schema",
    reason: "What is kept on disk is read by later releases, which must know what they read.",
    example: "A package whose structs derive `Serialize` pins no `schema` at all.",
    advice: "Write `schema = \"name/kind@1\"` on what is kept on disk.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    super::report_all(profile::Rule::ArtifactWithoutSchema, case, report);
}
