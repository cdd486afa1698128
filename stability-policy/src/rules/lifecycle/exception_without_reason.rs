use alloc::format;
use alloc::vec::Vec;

use crate::{Case, Exception, ExceptionKind, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "exception-without-reason",
    clauses: &["AK-12", "AB-05"],
    summary: "an exception says why, and what it means for users",
    reason: "An exception is the one way to break a promise, so that it has to be argued where it is granted.",
    example: "An `[[exception]]` for `nika::Foo` with an empty `reason`.",
    advice: "Write what happened and why nothing milder would do as `reason`, and what users do instead as `migration`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// A security fix may have no migration path; what was merely wrong always has one.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for exception in &case.policy().exceptions {
        let Exception { item, kind, reason, migration, line, .. } = exception;
        let mut missing = Vec::new();
        if reason.is_empty() {
            missing.push("reason");
        }
        if *kind == ExceptionKind::Correctness && migration.is_none() {
            missing.push("migration");
        }
        if missing.is_empty() {
            continue;
        }
        let (missing, to_write) = (missing.join(" and no "), missing.join(" = \"…\"` and `"));
        report.add(
            "",
            format!("exception for {item}"),
            Place::Policy { line: *line },
            format_args!("the exception for `{item}` has no {missing}"),
            format_args!("add `{to_write} = \"…\"`"),
        );
    }
}
