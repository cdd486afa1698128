//! What documents and generated output say of the contract.

use stability::__internal::Terms;

use crate::artefacts::{Damage, Violation, violations, written};
use crate::document::Operations;
use crate::rule::{Check, Rule, files};
use crate::{Advice, Comparison, DocumentFormat, Permit, Place};

files! {
    deprecation_entry_left_open,
    document_stale,
}

/// The rules about generated output and descriptions of routes.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "generated-output-changed",
        clauses: &["AK-06", "AK-13", "AK-15"],
        summary: "frozen files of generated output never change, and frozen keys stay until a release that may change them",
        reason: "Users keep generated output: they run migrations again and call tools by name.",
        example: "`generated/0001.sql` is `frozen`, and its stored file has a new column.",
        advice: "Restore the artefact, and generate the change as a new one.",
        check: Check::All(|comparison, report| {
            let is_frozen = |policy: &str| policy == "frozen" || policy.starts_with("frozen by ");
            for violation in violations(comparison, is_frozen) {
                if !violation.permitted {
                    let instead = restoring(violation.policy, &violation.damage);
                    let advice = advice_for(comparison, &violation, &instead);
                    report.item(
                        violation.item,
                        format_args!(
                            "is `{}`, but {}; users keep what was generated before, which is no longer what the project has",
                            written(violation.policy),
                            violation.damage.what
                        ),
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
        summary: "additive generated output loses only parts that were deprecated",
        reason: "Users generate clients from such documents. A missing part breaks those clients at run time.",
        example: "`openapi.json` is `additive`, and `/components/schemas/User/properties/name` was removed without a deprecation.",
        advice: "Restore the part with `\"deprecated\": true`, release that, and remove it later.",
        check: Check::All(|comparison, report| {
            // What had `"deprecated": true` at the baseline, itself or in a container, may be removed in the release that its tier
            // asks for.
            for violation in violations(comparison, |policy| policy == "additive") {
                let damage = &violation.damage;
                if violation.permitted && damage.announced {
                    continue;
                }
                let it = if damage.removed == 1 { "it" } else { "them" };
                let keep_type = "restore the old type, and add the new type under another key";
                let advice = if !damage.is_stored || damage.announced && damage.removed == 0 {
                    advice_for(comparison, &violation, "restore the stored file")
                } else if damage.announced {
                    advice_for(comparison, &violation, &format!("restore {it}"))
                } else {
                    let deprecate = format!("with `\"deprecated\": true`, release that, and remove {it} later");
                    let advice = match (damage.removed, damage.changed) {
                        (_, 0) => format!("restore {it} {deprecate}"),
                        (0, _) => keep_type.to_owned(),
                        (1, _) => format!("{keep_type}; restore the removed part {deprecate}"),
                        _ => format!("{keep_type}; restore the removed parts {deprecate}"),
                    };
                    // Without notice, no release may lose it.
                    Advice::requiring(Permit::Never, advice)
                };
                let remark = match (damage.announced, damage.removed) {
                    (false, 1..) => " without a deprecation",
                    _ => "",
                };
                let message = format!(
                    "is `{}`, but {}{remark}; clients that were generated from it break",
                    violation.policy, damage.what
                );
                report.item(violation.item, message, advice);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "route-without-tier",
        clauses: &["OR-01"],
        summary: "each operation in an OpenAPI document belongs to a route with a tier",
        reason: "Clients rely on every documented route, even if nobody has decided how long it stays.",
        example: "`openapi.json` describes `GET /skills`, and no handler has `#[stability::route(GET, \"/skills\", …)]`.",
        advice: "Put `#[stability::route(…)]` with a tier on the handler before you merge it.",
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
                    let message = format!(
                        "`{operation}` is described in `{path}`, but it has no tier, so clients who call it do not know how long it stays"
                    );
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

/// What to do about a change of generated output that is not permitted.
fn advice_for(comparison: &Comparison<'_>, violation: &Violation<'_>, instead: &str) -> Advice {
    let Violation { item, required, .. } = violation;
    comparison.advice_for(&item.package, &item.id, *required, instead)
}

/// What keeps frozen output as it was.
fn restoring(policy: &str, damage: &Damage) -> String {
    let instead = match damage {
        Damage { is_stored: false, .. } => "restore the stored file",
        Damage {
            changed: 0, removed: 1, ..
        } => "restore the removed part",
        Damage { changed: 0, .. } => "restore the removed parts",
        _ if policy == "frozen" => "restore the old content, and generate the change into a new file",
        _ => {
            return match Terms::of_signature(policy) {
                Some(Terms::FrozenByKey { key, .. }) => {
                    format!("restore the old content, and generate the change as another element with a new `{key}`")
                }
                _ => "restore the old content, and generate the change beside it".to_owned(),
            };
        }
    };
    instead.to_owned()
}
