//! What documents and generated output say of the contract.

use crate::artefacts::violations;
use crate::document::Operations;
use crate::rule::{Check, Rule, files};
use crate::{Advice, DocumentFormat, Permit, Place};

files! {
    deprecation_entry_left_open,
    document_stale,
}

/// The rules about generated output and descriptions of routes.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "generated-output-changed",
        clauses: &["AK-06", "AK-13", "AK-15"],
        summary: "what is generated and frozen stays byte for byte, or key by key; what is stable and frozen as a whole, in every release",
        reason: "Users keep what was generated: migrations are run again, tools are called by their names.",
        example: "`generated/0001.sql` is `frozen`, and its stored file has another column.",
        advice: "Generate the old artefact as it was, and the change as a new one.",
        check: Check::All(|comparison, report| {
            let is_frozen = |policy: &str| policy == "frozen" || policy.starts_with("frozen by ");
            for violation in violations(comparison, is_frozen) {
                if !violation.permitted {
                    let instead = "generate it as it was, and the change beside it";
                    let advice = comparison.advice_for(&violation.item.package, violation.required, instead);
                    report.item(
                        violation.item,
                        format_args!("is {}, and {}", violation.policy, violation.what),
                        advice,
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "generated-output-lost-field",
        clauses: &["AK-14"],
        summary: "what is generated and additive may gain, and loses only what was deprecated",
        reason: "Clients are generated from such documents. What they read and no longer find breaks them at run time.",
        example: "`openapi.json` is `additive`, and `/components/schemas/User/properties/name` was removed, which was not deprecated.",
        advice: "Bring it back with `\"deprecated\": true`, release that, and remove it later.",
        check: Check::All(|comparison, report| {
            // What had `"deprecated": true` at the baseline, itself or in a container, may be removed in the release that its tier
            // asks for.
            for violation in violations(comparison, |policy| policy == "additive") {
                if violation.permitted && violation.announced {
                    continue;
                }
                let (remark, advice) = if violation.announced {
                    let package = &violation.item.package;
                    ("", comparison.advice_for(package, violation.required, "bring it back"))
                } else {
                    let advice = "bring it back with `\"deprecated\": true`, release that, and remove it later";
                    // Without notice, no release may lose it.
                    (" and was not deprecated", Advice::requiring(Permit::Never, advice))
                };
                let message = format!("is {}, and {}{remark}", violation.policy, violation.what);
                report.item(violation.item, message, advice);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "route-without-tier",
        clauses: &["OR-01"],
        summary: "each operation that is described is a route of the contract, with a tier",
        reason: "What is served and described is relied on from the first day, whether or not anyone decided how long it stays.",
        example: "`openapi.json` describes `GET /skills`, and no handler has `#[stability::route(GET, \"/skills\", …)]`.",
        advice: "Put `#[stability::route(…)]` with a tier on its handler before it lands.",
        check: Check::All(|comparison, report| {
            let documents = comparison.evidence.documents.iter();
            for document in documents.filter(|document| document.format == DocumentFormat::OpenApi) {
                // A description that cannot be read is reported by `document-stale`.
                let Ok(operations) = Operations::read(document.text.as_deref(), comparison.current) else {
                    continue;
                };
                let path = &document.path;
                // A description that still has what was removed is stale.
                let undeclared = operations.without_route.into_iter();
                for operation in undeclared.filter(|operation| !comparison.was_removed(operation)) {
                    let (method, template) = operation.split_once(' ').unwrap_or((&operation, ""));
                    let message =
                        format!("`{operation}` is described in `{path}`, and no route of the contract promises it");
                    let advice = format!(
                        "write `#[stability::route({method}, \"{template}\", beta)]`, or another tier, on its handler"
                    );
                    report.add("", operation.clone(), Place::file(path), message, advice);
                }
            }
        }),
        ..Rule::DEFAULT
    },
];
