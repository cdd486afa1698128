
use serde_json::Value;

use crate::document::{Operations, first_difference};
use crate::report::Report;
use crate::{Comparison, Document, DocumentError, DocumentFormat, Place};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    clauses: &["OR-05", "OR-14", "AA-10"],
    summary: "the documents that the policy names say what the contract says",
    reason: "Users read the document, and not the attributes. What it says wrongly they rely on.",
    example: "`STABILITY.md` calls `nika::Foo` evolving, and it is stable; `openapi.json` has no `x-stability` on `GET /skills`.",
    advice: "Write the contract into the document anew, in the same change.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    for document in &comparison.evidence.documents {
        let found = match (document.format, &document.text) {
            (_, None) => Err(DocumentError::Missing),
            (DocumentFormat::OpenApi, Some(_)) => openapi(comparison, document, report),
            (_, Some(text)) => markdown(comparison, document, text, report),
        };
        if let Err(error) = found {
            let line = match error {
                DocumentError::Marks { line } => line,
                _ => 0,
            };
            add(report, document, line, &error.to_string(), "write it, or take its `[[document]]` out of the policy");
        }
    }
}

fn add(report: &mut Report<'_>, document: &Document, line: u32, what: &str, advice: &str) {
    let path = document.path.clone();
    let message = format!("`{path}` is to say what the contract says: {what}");
    report.add("", path.clone(), Place::File { path, line }, message, advice);
}

fn markdown(
    comparison: &Comparison<'_>,
    document: &Document,
    text: &str,
    report: &mut Report<'_>,
) -> Result<(), DocumentError> {
    let expected = document.brought_up_to_date(comparison.current)?;
    if let Some(line) = expected.and_then(|expected| first_difference(text, &expected)) {
        add(report, document, line, "it says something else", "run `cargo stability doc`, which writes it");
    }
    Ok(())
}

fn openapi(comparison: &Comparison<'_>, document: &Document, report: &mut Report<'_>) -> Result<(), DocumentError> {
    let path = &document.path;
    let operations = Operations::read(document.text.as_deref(), comparison.current)?;
    let place = || Place::file(path);
    let shown = |value: Option<&Value>| value.map_or_else(|| String::from("nothing"), |value| format!("`{value}`"));
    for difference in &operations.differences {
        let (route, key) = (difference.route, &difference.key);
        let (found, expected) = (shown(difference.found.as_ref()), shown(difference.expected.as_ref()));
        report.add(
            &route.package,
            format!("{path}: {}: {key}", route.id),
            place(),
            format_args!("`{}` says {found} as `{key}` in `{path}`", route.id),
            match difference.expected {
                Some(_) => format!("write {expected}, as the contract has it"),
                None => format!("take `{key}` out: the contract does not say it"),
            },
        );
    }
    for route in &operations.without_operation {
        report.add(
            &route.package,
            format!("{path}: {}", route.id),
            place(),
            format_args!("`{}` is {} and has no operation in `{path}`", route.id, route.tier),
            "describe it there, or make its route internal",
        );
    }
    for gone in operations.without_route.iter().filter(|operation| comparison.was_removed(operation)) {
        report.add(
            "",
            format!("{path}: {gone}"),
            place(),
            format_args!("`{gone}` was removed, and `{path}` still describes it"),
            "take its operation out",
        );
    }
    for unread in &operations.unread {
        let subject = format!("{path}: {}", unread.split(": ").next().unwrap_or_default());
        let message = format!("`{path}` cannot be compared with the contract in full: {unread}");
        report.add("", subject, place(), message, "write it so that each operation can be found");
    }
    Ok(())
}
