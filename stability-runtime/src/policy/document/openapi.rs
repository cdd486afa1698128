//! The tier of each route in an `OpenAPI` description.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::DocumentError;
use crate::contract::{Contract, Item};
use crate::kind::Kind;
use crate::openapi::{Found, Owners, Served, operations, owners};
use crate::route::shape;
use crate::tier::Tier;

/// The operations of a description, against the routes of a contract.
///
/// Paths are compared as they stand: a prefix under which a service mounts its routes is a part of the description's paths only
/// where it is one of the contract's.
#[derive(Debug)]
pub struct Operations<'a> {
    /// Where an operation says something else than its route, in the order of the description.
    pub differences: Vec<RouteDifference<'a>>,
    /// The promised routes that the description does not have.
    pub without_operation: Vec<&'a Item>,
    /// The operations that no route of the contract promises: `GET /skills`.
    pub without_route: Vec<String>,
    /// What could not be read, with its place.
    pub unread: Vec<String>,
}

/// Where an operation says something else than its route.
#[derive(Debug)]
pub struct RouteDifference<'a> {
    /// The route.
    pub route: &'a Item,
    /// The key: `x-stability` or `deprecated`.
    pub key: &'static str,
    /// What stands there; `None` where nothing does.
    pub found: Option<Value>,
    /// What should; `None` where nothing should.
    pub expected: Option<Value>,
    /// The operation, as a JSON Pointer (RFC 6901).
    operation: String,
}

impl<'a> Operations<'a> {
    /// Compares them.
    ///
    /// # Errors
    ///
    /// That there is no text, or that it is no JSON object.
    pub fn read(text: Option<&str>, contract: &'a Contract) -> Result<Self, DocumentError> {
        Ok(Self::of(&parse(text)?, contract))
    }

    fn of(document: &Value, contract: &'a Contract) -> Self {
        let (found, skipped) = operations(document);
        let routes: Vec<&Item> = contract
            .items()
            .iter()
            .filter(|item| item.kind == Kind::Route)
            .collect();
        let served: Vec<Served<'_>> = routes
            .iter()
            .map(|item| {
                let (method, path) = item.id.split_once(' ').unwrap_or((&item.id, ""));
                let shapes = Vec::from([shape(path).collect()]);
                Served { method, shapes }
            })
            .collect();
        let Owners { of, without, .. } = owners(&found, "", &served);
        let mut differences = Vec::new();
        let mut without_route = Vec::new();
        for (found, owner) in found.iter().zip(of) {
            match owner {
                Some(owner) => compare(found, routes[owner], &mut differences),
                None => without_route.push(found.operation.to_string()),
            }
        }
        let without = without.into_iter().map(|route| routes[route]);
        Self {
            differences,
            // What is internal need not be described.
            without_operation: without.filter(|route| route.tier > Tier::Internal).collect(),
            without_route,
            unread: skipped.iter().map(ToString::to_string).collect(),
        }
    }
}

fn compare<'a>(found: &Found<'_>, route: &'a Item, differences: &mut Vec<RouteDifference<'a>>) {
    let deprecated = route.deprecated.is_some().then_some(Value::Bool(true));
    let expected = [
        ("x-stability", Some(Value::from(route.tier.as_str()))),
        ("deprecated", deprecated),
    ];
    for (key, expected) in expected {
        let stands = found.members.get(key);
        // What is not deprecated may say so.
        let is_denial = key == "deprecated" && expected.is_none() && stands == Some(&Value::Bool(false));
        if stands != expected.as_ref() && !is_denial {
            differences.push(RouteDifference {
                route,
                key,
                found: stands.cloned(),
                expected,
                operation: found.address.pointer.clone(),
            });
        }
    }
}

/// The description with what the contract says of its operations.
pub fn written(text: Option<&str>, contract: &Contract) -> Result<String, DocumentError> {
    let mut document = parse(text)?;
    let Operations { differences, .. } = Operations::of(&document, contract);
    if differences.is_empty() {
        return Ok(text.unwrap_or_default().into());
    }
    for difference in differences {
        let operation = document.pointer_mut(&difference.operation);
        let Some(operation) = operation.and_then(Value::as_object_mut) else {
            continue;
        };
        match difference.expected {
            Some(value) => operation.insert(difference.key.into(), value),
            None => operation.remove(difference.key),
        };
    }
    Ok(format!("{document:#}\n"))
}

fn parse(text: Option<&str>) -> Result<Value, DocumentError> {
    let text = text.ok_or(DocumentError::Missing)?;
    let refused = |reason: String| DocumentError::NoDescription { reason };
    let document: Value = serde_json::from_str(text).map_err(|error| refused(error.to_string()))?;
    if document.get("openapi").is_none() {
        return Err(refused("it has no key `openapi`".into()));
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::vec::Vec;

    use super::{Operations, written};
    use crate::contract::Contract;
    use crate::policy::DocumentError;

    fn contract() -> Contract {
        let route =
            |id, rest| format!(r#"{{ "id": "{id}", "kind": "route", "name": "{id}", "package": "ornn", {rest} }}"#);
        let items = [
            route(
                "GET /skills/{id}",
                r#""tier": "stable", "deprecated": { "on": "2026-09-01" }"#,
            ),
            route("POST /skills", r#""tier": "beta""#),
            route("PUT /skills", r#""tier": "internal""#),
        ]
        .join(",");
        let package = r#"{ "name": "ornn", "version": "1.4.0" }"#;
        let head = r#""schema": "stability/contract@1", "contract": null"#;
        Contract::from_json(&format!(r#"{{ {head}, "package": {package}, "items": [{items}] }}"#)).unwrap()
    }

    #[test]
    fn operations_say_what_routes_do() {
        let text = r#"{ "openapi": "3.1.0", "paths": {
            "/skills": { "get": {}, "put": { "x-stability": "internal", "deprecated": true } },
            "/skills/{name}": { "get": { "x-stability": "beta" } }
        } }"#;
        let contract = contract();
        let found = Operations::read(Some(text), &contract).unwrap();
        let differences: Vec<_> = found
            .differences
            .iter()
            .map(|difference| {
                (
                    difference.route.id.as_str(),
                    difference.key,
                    difference.expected.is_some(),
                )
            })
            .collect();
        assert_eq!(
            differences,
            [
                ("PUT /skills", "deprecated", false),
                ("GET /skills/{id}", "x-stability", true),
                ("GET /skills/{id}", "deprecated", true),
            ],
        );
        assert_eq!(found.without_route, ["GET /skills"]);
        assert_eq!(found.without_operation[0].id, "POST /skills");

        let text = written(Some(text), &contract).unwrap();
        let found = Operations::read(Some(&text), &contract).unwrap();
        assert!(found.differences.is_empty(), "{text}");
        assert_eq!(written(Some(&text), &contract), Ok(text));
    }

    #[test]
    fn what_is_no_description_is_refused() {
        let contract = contract();
        assert_eq!(written(None, &contract), Err(DocumentError::Missing));
        for text in ["{", "[]", "{}"] {
            let found = written(Some(text), &contract);
            assert!(matches!(found, Err(DocumentError::NoDescription { .. })), "{text}");
        }
    }
}
