//! What an `OpenAPI` description says of each route, compared as [`stability_http::openapi::check`](stability_http::openapi::check) does.

use serde_json::Value;
use stability::contract::{Contract, Item};
use stability::route::shape;
use stability::{Kind, Tier};
use stability_http::__internal::{
    self as openapi, Deprecated, Edit, Owners, RoutePromise, Served, compare, operations, owners,
};
use stability_http::openapi::Difference;

use super::error::DocumentError;
use crate::dates::{day_of, moment};

/// The operations of a description, against the routes of a contract.
///
/// Paths are compared as they are written: a prefix under which a service mounts its routes is a part of the description's paths only
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
    /// The place in the operation: `x-stability`, `responses/200/headers/Sunset`.
    pub key: String,
    /// The value there, if there is one.
    pub found: Option<Value>,
    /// What should; `None` where nothing should.
    pub expected: Option<Value>,
    mend: Mend,
}

/// How the description is brought to say what it should.
#[derive(Debug)]
enum Mend {
    Add(Edit),
    /// The value at this pointer is another.
    Set(String),
    /// It would change other operations too.
    Nothing,
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
        let openapi::Operations {
            found,
            mut skipped,
            references,
        } = operations(document);
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
                Some(owner) => {
                    let route = routes[owner];
                    let comparison = compare(found, &references, &said(route));
                    let operation = &found.address.pointer;
                    let conflicts = comparison.conflicts.into_iter().map(|conflict| {
                        let mend = if found.is_shared {
                            Mend::Nothing
                        } else {
                            Mend::Set(conflict.pointer.clone())
                        };
                        RouteDifference::of(route, operation, conflict, mend)
                    });
                    differences.extend(conflicts);
                    let missing = comparison.edits.into_iter();
                    differences.extend(
                        missing.map(|edit| RouteDifference::of(route, operation, edit.difference(), Mend::Add(edit))),
                    );
                    skipped.extend(comparison.skipped);
                }
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

impl<'a> RouteDifference<'a> {
    fn of(route: &'a Item, operation: &str, difference: Difference, mend: Mend) -> Self {
        let inside = difference.pointer.strip_prefix(operation);
        let key = inside
            .and_then(|key| key.strip_prefix('/'))
            .unwrap_or(&difference.pointer);
        let key = match key {
            "parameters/-" => "parameters/Accept-Stability",
            key => key,
        };
        Self {
            route,
            key: key.into(),
            found: difference.found,
            expected: difference.expected,
            mend,
        }
    }
}

/// What the contract says of a route.
fn said(route: &Item) -> RoutePromise {
    let deprecated = route.deprecated.as_ref().map(|deprecated| Deprecated {
        // What is no date cannot be on a day; then it is expected as it is written.
        sunset: deprecated
            .sunset
            .as_ref()
            .map(|sunset| moment(sunset).map_or_else(|| sunset.clone(), |moment| day_of(moment).to_string())),
        // A successor with parameters is no target of a link.
        has_link: deprecated.link.is_some() || deprecated.successor.as_ref().is_some_and(|it| !it.contains('{')),
    });
    RoutePromise {
        tier: route.tier,
        deprecated,
    }
}

/// The description with what the contract says of its operations.
pub fn written(text: Option<&str>, contract: &Contract) -> Result<String, DocumentError> {
    let mut document = parse(text)?;
    let Operations { differences, .. } = Operations::of(&document, contract);
    if differences.is_empty() {
        return Ok(text.unwrap_or_default().into());
    }
    let mended: Vec<_> = differences.into_iter().map(|it| (it.mend, it.expected)).collect();
    for (mend, expected) in mended {
        match mend {
            Mend::Add(edit) => edit.apply(&mut document),
            Mend::Set(pointer) => openapi::set(&mut document, &pointer, expected),
            Mend::Nothing => {}
        }
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

    use super::{Operations, written};
    use crate::DocumentError;
    use stability::Tier;
    use stability::contract::Contract;
    use stability::route::{Moment, Retirement, Route};
    use stability_http::openapi::{annotate, check};

    fn contract() -> Contract {
        let route =
            |id, rest| format!(r#"{{ "id": "{id}", "kind": "route", "name": "{id}", "package": "ornn", {rest} }}"#);
        let items = [
            route(
                "GET /skills/{id}",
                r#""tier": "stable", "deprecated": { "on": "2026-09-01", "sunset": "2027-01-01T23:30:00-01:00" }"#,
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
        let text = r##"{ "openapi": "3.1.0", "paths": {
            "/skills": { "get": {}, "put": { "x-stability": "internal", "deprecated": true } },
            "/skills/{name}": { "get": { "x-stability": "beta", "x-sunset": "2027-01-02", "responses": {
                "200": { "description": "ok" }, "404": { "$ref": "#/components/responses/none" } } } }
        } }"##;
        let contract = contract();
        let found = Operations::read(Some(text), &contract).unwrap();
        let differences: Vec<_> = found
            .differences
            .iter()
            .map(|difference| {
                (
                    difference.route.id.as_str(),
                    difference.key.as_str(),
                    difference.expected.is_some(),
                )
            })
            .collect();
        let get = "GET /skills/{id}";
        assert_eq!(
            differences,
            [
                ("PUT /skills", "deprecated", false),
                ("PUT /skills", "x-stability-level", true),
                ("PUT /skills", "parameters/Accept-Stability", true),
                (get, "x-stability", true),
                (get, "x-stability-level", true),
                (get, "deprecated", true),
                (get, "responses/200/headers/Deprecation", true),
                (get, "responses/200/headers/Sunset", true),
                (get, "x-stability-headers/Deprecation", true),
                (get, "x-stability-headers/Sunset", true),
            ],
        );
        assert_eq!(found.without_route, ["GET /skills"]);
        assert_eq!(found.without_operation[0].id, "POST /skills");

        let text = written(Some(text), &contract).unwrap();
        let found = Operations::read(Some(&text), &contract).unwrap();
        assert!(found.differences.is_empty(), "{text}");
        assert_eq!(written(Some(&text), &contract), Ok(text));
    }

    /// What the routes themselves are compared with is what their contract is compared with.
    #[test]
    fn a_contract_finds_what_its_routes_find() {
        const RETIREMENT: Retirement = Retirement {
            sunset: Some(Moment {
                written: "2027-01-01T23:30:00-01:00",
                seconds: 1_798_849_800,
                header: "Sat, 02 Jan 2027 00:30:00 GMT",
            }),
            ..Retirement::new(Moment {
                written: "2026-09-01",
                seconds: 1_788_220_800,
                header: "@1788220800",
            })
        };
        let routes = [
            Route {
                retirement: Some(&RETIREMENT),
                ..Route::new("GET", "/skills/{id}", Tier::Stable)
            },
            Route::new("POST", "/skills", Tier::Beta),
            Route::new("PUT", "/skills", Tier::Internal),
        ];
        let contract = contract();
        let response = r##"{ "200": { "description": "ok" }, "404": { "$ref": "#/components/responses/none" } }"##;
        for operation in [
            "{}".into(),
            format!(r#"{{ "responses": {response} }}"#),
            r#"{ "x-stability-level": "alpha", "x-sunset": "2027-01-01", "deprecated": false }"#.into(),
            r#"{ "x-stability-level": "stable", "x-sunset": "2027-01-02", "deprecated": true }"#.into(),
            r#"{ "x-stability": "beta", "parameters": [{ "name": "accept-stability", "in": "header", "required": true }] }"#
                .into(),
        ] {
            let text = format!(
                r#"{{ "openapi": "3.1.0", "paths": {{ "/skills": {{ "post": {operation}, "put": {operation} }},
                    "/skills/{{id}}": {{ "get": {operation} }} }} }}"#
            );
            let found = Operations::read(Some(&text), &contract).unwrap();
            let by_contract: Vec<_> = found.differences.iter().map(|it| (&it.found, &it.expected)).collect();
            let document = serde_json::from_str(&text).unwrap();
            let by_routes = check(&document, &routes);
            let mut left: Vec<_> = by_routes.differences.iter().map(|it| (&it.found, &it.expected)).collect();
            assert_eq!(by_contract.len(), left.len(), "{by_routes}");
            for difference in by_contract {
                let at = left.iter().position(|it| *it == difference);
                left.remove(at.expect("the routes have the same difference"));
            }
            let mut annotated = document;
            annotate(&mut annotated, &routes);
            let after = Operations::read(Some(&annotated.to_string()), &contract).unwrap();
            assert_eq!(after.differences.len(), check(&annotated, &routes).differences.len());
            let written = written(Some(&text), &contract).unwrap();
            let left = check(&serde_json::from_str(&written).unwrap(), &routes);
            assert!(left.differences.is_empty(), "{left}");
        }
    }

    #[test]
    fn what_others_refer_to_is_left() {
        let text = r##"{ "openapi": "3.1.0", "paths": {
            "/skills": { "post": { "x-stability": "stable" } },
            "/other": { "$ref": "#/paths/~1skills" }
        } }"##;
        let contract = contract();
        let after = written(Some(text), &contract).unwrap();
        let values = [text, &after].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert_eq!(values[0], values[1]);
        let found = Operations::read(Some(text), &contract).unwrap();
        assert_eq!(found.differences.len(), 1);
        assert_eq!(found.unread.len(), 2, "{:?}", found.unread);
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
