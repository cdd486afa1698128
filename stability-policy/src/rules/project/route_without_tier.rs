use alloc::format;

use crate::document::Operations;
use crate::{Case, DocumentFormat, Place, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "route-without-tier",
    clauses: &["OR-01"],
    summary: "each operation that is described is a route of the contract, with a tier",
    reason: "What is served and described is relied on from the first day, whether or not anyone decided how long it stays.",
    example: "`openapi.json` describes `GET /skills`, and no handler has `#[stability::route(GET, \"/skills\", …)]`.",
    advice: "Put `#[stability::route(…)]` with a tier on its handler before it lands.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// A description that cannot be read is told by `document-stale`.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let documents = case.circumstances().documents.iter();
    for document in documents.filter(|document| document.format == DocumentFormat::OpenApi) {
        let Ok(operations) = Operations::read(document.text.as_deref(), case.current()) else {
            continue;
        };
        let path = &document.path;
        // That the description still has what is gone makes it stale.
        for operation in operations.without_route.into_iter().filter(|operation| !case.is_gone(operation)) {
            let place = Place::File {
                path: path.clone(),
                line: 0,
            };
            let (method, template) = operation.split_once(' ').unwrap_or((&operation, ""));
            report.add(
                "",
                operation.clone(),
                place,
                format_args!("`{operation}` is described in `{path}`, and no route of the contract promises it"),
                format!("write `#[stability::route({method}, \"{template}\", beta)]`, or another tier, on its handler"),
            );
        }
    }
}
