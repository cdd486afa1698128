//! What several operations share by reference is left as it is, and their documents agree all the same.

use serde_json::{Value, json};

use super::{annotated, deprecated, shown, stable};
use crate::openapi::{Annotator, check};

const VERSIONS: [&str; 3] = ["3.0.4", "3.1.1", "3.2.0"];

fn document(version: &str, paths: Value, responses: Value) -> Value {
    json!({
        "openapi": version,
        "info": { "title": "t", "version": "1" },
        "paths": paths,
        "components": { "responses": responses },
    })
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
        .collect()
}

#[test]
fn the_headers_of_a_shared_response_are_declared_on_the_operation() {
    for version in VERSIONS {
        let paths = json!({
            "/old": { "get": { "responses": {
                "200": { "description": "ok" },
                "401": { "$ref": "#/components/responses/declares" },
                "404": { "$ref": "#/components/responses/some" },
                "500": { "$ref": "#/components/responses/again" },
                "503": { "$ref": "responses.json#/503" },
            } } },
            "/new": { "get": { "responses": { "404": { "$ref": "#/components/responses/some" } } } },
        });
        let responses = json!({
            "declares": { "description": "a", "headers": { "deprecation": {}, "sunset": {}, "link": {} } },
            "some": { "description": "b", "headers": { "deprecation": {} } },
            "again": { "$ref": "#/components/responses/declares" },
        });
        let before = document(version, paths, responses);
        let routes = [deprecated("GET", "/old"), stable("GET", "/new")];
        let (after, report) = annotated(&Annotator::new(&routes), &before);
        assert_eq!(report.to_string(), "", "{version}");
        assert!(check(&after, &routes).is_empty(), "{version}");
        assert_eq!(after["components"], before["components"], "{version}");
        let old = &after["paths"]["/old"]["get"];
        assert_eq!(keys(&old["x-stability-headers"]), ["Deprecation", "Sunset", "Link"]);
        assert_eq!(
            keys(&old["responses"]["200"]["headers"]),
            ["Deprecation", "Sunset", "Link"]
        );
        assert_eq!(keys(&old["responses"]["404"]), ["$ref"]);
        assert_eq!(after["paths"]["/new"]["get"].get("x-stability-headers"), None);
    }
}

#[test]
fn only_what_a_shared_response_lacks_is_declared_on_the_operation() {
    for version in VERSIONS {
        let paths = json!({
            "/a": { "get": { "responses": { "404": { "$ref": "#/components/responses/some" } } } },
            "/b": { "get": {
                "responses": { "404": { "$ref": "#/components/responses/some" } },
                "x-stability-headers": { "LINK": { "description": "mine" } },
            } },
            "/c": { "get": {
                "responses": { "404": { "$ref": "#/components/responses/some" } },
                "x-stability-headers": true,
            } },
        });
        let responses = json!({ "some": { "description": "b", "headers": { "deprecation": {} } } });
        let routes = ["/a", "/b", "/c"].map(|path| deprecated("GET", path));
        let (after, report) = annotated(&Annotator::new(&routes), &document(version, paths, responses));
        let declared = |path: &str| keys(&after["paths"][path]["get"]["x-stability-headers"]);
        assert_eq!(declared("/a"), ["Sunset", "Link"]);
        assert_eq!(declared("/b"), ["LINK", "Sunset"]);
        assert_eq!(
            report.to_string(),
            "/paths/~1c/get/x-stability-headers: expected an object\n"
        );
    }
}

#[test]
fn a_response_that_others_refer_to_is_not_changed_for_them() {
    for version in VERSIONS {
        for reference in [
            "#/paths/~1old~1{id}/get/responses/200",
            "#/paths/~1old~1%7Bid%7D/get/responses/200",
        ] {
            let paths = json!({
                "/old/{id}": { "get": { "responses": {
                    "200": { "description": "ok", "content": {} },
                    "404": { "description": "none" },
                } } },
                "/new": { "get": { "responses": { "200": { "$ref": reference } } } },
            });
            let before = document(version, paths, json!({}));
            let routes = [deprecated("GET", "/old/{id}"), stable("GET", "/new")];
            let (after, report) = annotated(&Annotator::new(&routes), &before);
            assert_eq!(report.to_string(), "", "{reference}");
            let [old, new] = ["/old/{id}", "/new"].map(|path| &after["paths"][path]["get"]);
            assert_eq!(
                old["responses"]["200"],
                before["paths"]["/old/{id}"]["get"]["responses"]["200"]
            );
            assert_eq!(keys(&old["x-stability-headers"]), ["Deprecation", "Sunset", "Link"]);
            assert_eq!(
                keys(&old["responses"]["404"]["headers"]),
                ["Deprecation", "Sunset", "Link"]
            );
            assert_eq!(keys(new), ["responses", "x-stability", "x-stability-level"]);
        }
    }
}

/// A reference to a part of a response is not one to the response.
#[test]
fn a_schema_that_others_refer_to_keeps_nothing_from_its_response() {
    let paths = json!({
        "/old": { "get": { "responses": { "200": { "description": "ok", "content": { "a/b": { "schema": {} } } } } } },
        "/new": { "get": { "responses": { "200": { "description": "ok", "content": { "a/b": {
            "schema": { "$ref": "#/paths/~1old/get/responses/200/content/a~1b/schema" },
        } } } } } },
    });
    let routes = [deprecated("GET", "/old"), stable("GET", "/new")];
    let (after, report) = annotated(&Annotator::new(&routes), &document("3.1.0", paths, json!({})));
    assert_eq!(report.to_string(), "");
    assert_eq!(after["paths"]["/old"]["get"].get("x-stability-headers"), None);
}

#[test]
fn a_path_item_that_others_refer_to_is_reported_and_left() {
    for version in VERSIONS {
        let paths = json!({
            "/a": { "get": { "responses": {} }, "put": { "x-stability": "stable", "x-stability-level": "stable" } },
            "/b": { "$ref": "#/paths/~1a" },
        });
        let before = document(version, paths, json!({}));
        let routes = [stable("GET", "/a"), stable("PUT", "/a")];
        let (after, report) = annotated(&Annotator::new(&routes), &before);
        assert_eq!(after, before);
        assert_eq!(shown(&report.applied), ["GET /a", "PUT /a"]);
        assert_eq!(
            report.to_string(),
            "/paths/~1b/$ref: several paths share this path item by reference; give each path its own\n\
             /paths/~1a/get: several paths share this path item by reference; give each path its own\n"
        );
    }
}
