
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
            let (line, what, instead) = match &error {
                DocumentError::Missing => {
                    let instead = match document.format {
                        DocumentFormat::OpenApi => "write the file",
                        _ => "run `cargo stability doc`, which writes it",
                    };
                    (0, "does not exist, so users cannot read in it what is promised".to_owned(), instead)
                }
                DocumentError::Marks { line } => (*line, not_compared(&error), "correct the marks"),
                DocumentError::NoDescription { .. } => (0, not_compared(&error), "correct the file"),
            };
            let advice = format!("{instead}, or remove its `[[document]]` from stability.toml");
            add(report, document, line, &what, &advice);
        }
    }
}

fn add(report: &mut Report<'_>, document: &Document, line: u32, what: &str, advice: &str) {
    let path = document.path.clone();
    let message = format!("`{path}` {what}");
    report.add("", path.clone(), Place::File { path, line }, message, advice);
}

fn not_compared(error: &DocumentError) -> String {
    format!("cannot be compared with the contract, so its readers may rely on wrong statements: {error}")
}

fn markdown(
    comparison: &Comparison<'_>,
    document: &Document,
    text: &str,
    report: &mut Report<'_>,
) -> Result<(), DocumentError> {
    let expected = document.brought_up_to_date(comparison.current)?;
    if let Some(line) = expected.and_then(|expected| first_difference(text, &expected)) {
        add(report, document, line, "does not agree with the contract, so its readers rely on wrong statements", "run `cargo stability doc`, which writes it");
    }
    Ok(())
}

fn openapi(comparison: &Comparison<'_>, document: &Document, report: &mut Report<'_>) -> Result<(), DocumentError> {
    let path = &document.path;
    let operations = Operations::read(document.text.as_deref(), comparison.current)?;
    let place = || Place::file(path);
    let shown = |value: &Value| format!("`{value}`");
    for difference in &operations.differences {
        let (route, key) = (difference.route, &difference.key);
        let found = match &difference.found {
            Some(found) => format!("has {} as `{key}` in `{path}`", shown(found)),
            None => format!("has no `{key}` in `{path}`"),
        };
        let expected = difference.expected.as_ref().map(shown);
        report.add(
            &route.package,
            format!("{path}: {}: {key}", route.id),
            place(),
            format_args!(
                "`{}` {found}, and {} in the contract; clients read the wrong promise",
                route.id,
                expected.as_deref().unwrap_or("none")
            ),
            match &expected {
                Some(expected) => format!("write {expected} as `{key}` of the operation in `{path}`"),
                None => format!("remove `{key}` of the operation in `{path}`"),
            },
        );
    }
    for route in &operations.without_operation {
        report.add(
            &route.package,
            format!("{path}: {}", route.id),
            place(),
            format_args!("`{}` is {} and has no operation in `{path}`, so clients do not find it", route.id, route.tier),
            "describe it there, or make the route internal",
        );
    }
    for gone in operations.without_route.iter().filter(|operation| comparison.was_removed(operation)) {
        report.add(
            "",
            format!("{path}: {gone}"),
            place(),
            format_args!("`{gone}` was removed, and `{path}` still describes it; clients that call it fail"),
            "remove its operation from the document",
        );
    }
    for unread in &operations.unread {
        let subject = format!("{path}: {}", unread.split(": ").next().unwrap_or_default());
        let message = format!("`{path}` cannot be compared completely with the contract, so clients may read a wrong promise: {unread}");
        report.add("", subject, place(), message, "write it so that each operation can be found");
    }
    Ok(())
}
