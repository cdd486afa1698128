
use serde_json::Value;

use crate::document::{Operations, first_difference};
use crate::report::Report;
use crate::{Comparison, Document, DocumentError, DocumentFormat, Place};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    clauses: &["OR-05", "OR-14", "AA-10"],
    summary: "the documents that the policy lists agree with the contract",
    reason: "Users read the document and rely on it, even where it is wrong.",
    example: "`STABILITY.md` calls `nika::Foo` evolving although it is stable; `openapi.json` has no `x-stability` on `GET /skills`.",
    advice: "Correct the document in the same change; `cargo stability doc` writes the Markdown pages.",
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
            add(report, document, line, &error.to_string(), "write the file, or remove its `[[document]]` from the policy");
        }
    }
}

fn add(report: &mut Report<'_>, document: &Document, line: u32, what: &str, advice: &str) {
    let path = document.path.clone();
    let message = format!("`{path}` does not agree with the contract: {what}");
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
        add(report, document, line, "its text is out of date", "run `cargo stability doc`, which writes it");
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
            format_args!("`{}` has {found} as `{key}` in `{path}`, and {expected} in the contract", route.id),
            match difference.expected {
                Some(_) => format!("write {expected}"),
                None => format!("remove `{key}`"),
            },
        );
    }
    for route in &operations.without_operation {
        report.add(
            &route.package,
            format!("{path}: {}", route.id),
            place(),
            format_args!("`{}` is {} and has no operation in `{path}`", route.id, route.tier),
            "describe it there, or make the route internal",
        );
    }
    for gone in operations.without_route.iter().filter(|operation| comparison.was_removed(operation)) {
        report.add(
            "",
            format!("{path}: {gone}"),
            place(),
            format_args!("`{gone}` was removed, and `{path}` still describes it"),
            "remove its operation",
        );
    }
    for unread in &operations.unread {
        let subject = format!("{path}: {}", unread.split(": ").next().unwrap_or_default());
        let message = format!("`{path}` cannot be compared completely with the contract: {unread}");
        report.add("", subject, place(), message, "write it so that each operation can be found");
    }
    Ok(())
}
