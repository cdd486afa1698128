//! What is written for which route, and where.

use serde_json::{Value, json};
use stability::Tier;
use stability::route::{Moment, Retirement, Route};

use super::{annotated, deprecated, shown, stable};
use crate::openapi::{Annotator, Reason, check};

fn document(paths: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": paths })
}

/// What is written into the one operation of a route.
fn operation_of(route: &Route, operation: Value) -> Value {
    let document = document(json!({ "/x": { "get": operation } }));
    let (mut document, report) = annotated(&Annotator::new([route]), &document);
    assert_eq!(report.to_string(), "");
    document["paths"]["/x"]["get"].take()
}

#[test]
fn each_tier_has_its_level_and_the_weak_ones_ask_for_consent() {
    for (tier, level, asks) in [
        (Tier::Frozen, "stable", false),
        (Tier::Stable, "stable", false),
        (Tier::Beta, "beta", true),
        (Tier::Evolving, "beta", false),
        (Tier::Experimental, "alpha", true),
        (Tier::Internal, "draft", true),
    ] {
        let operation = operation_of(&Route::new("GET", "/x", tier), json!({}));
        assert_eq!(operation["x-stability"], tier.as_str());
        assert_eq!(operation["x-stability-level"], level, "{tier}");
        assert_eq!(operation.get("parameters").is_some(), asks, "{tier}");
        assert_eq!(operation.get("deprecated"), None);
        assert_eq!(operation.get("x-sunset"), None);
    }
}

#[test]
fn consent_is_a_header_that_is_not_required() {
    let limit = json!({ "name": "limit", "in": "query" });
    let beta = Route::new("GET", "/x", Tier::Beta);
    let operation = operation_of(&beta, json!({ "parameters": [limit] }));
    assert_eq!(
        operation["parameters"],
        json!([limit, {
            "name": "Accept-Stability",
            "in": "header",
            "description": "The tiers that the client consents to; this operation is beta.",
            "required": false,
            "schema": { "type": "string" },
            "example": "beta",
        }])
    );
}

#[test]
fn a_deprecated_route_has_its_dates_and_declares_its_headers() {
    let operation = operation_of(
        &deprecated("GET", "/x"),
        json!({
            "responses": {
                "200": { "description": "ok", "headers": { "ETag": {} } },
                "4XX": { "description": "no" },
                "default": { "description": "else", "headers": { "sunset": { "description": "mine" } } },
                "x-note": "none of ours",
            },
        }),
    );
    assert_eq!(operation["deprecated"], true);
    assert_eq!(operation["x-sunset"], "2027-01-02");
    let names = |code: &str| {
        let headers = operation["responses"][code]["headers"].as_object().unwrap();
        headers.keys().map(String::clone).collect::<Vec<_>>()
    };
    assert_eq!(names("200"), ["ETag", "Deprecation", "Sunset", "Link"]);
    assert_eq!(names("4XX"), ["Deprecation", "Sunset", "Link"]);
    assert_eq!(names("default"), ["sunset", "Deprecation", "Link"]);
    assert_eq!(
        operation["responses"]["200"]["headers"]["Sunset"],
        json!({
            "description": "When the operation is expected to stop answering (RFC 8594).",
            "schema": { "type": "string" },
        })
    );
}

#[test]
fn a_date_or_link_that_a_route_does_not_have_is_not_invented() {
    const BARE: Retirement = Retirement::new(Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    });
    let route = Route {
        retirement: Some(&BARE),
        ..stable("GET", "/x")
    };
    let operation = operation_of(&route, json!({ "responses": { "200": {} } }));
    assert_eq!(operation["deprecated"], true);
    assert_eq!(operation.get("x-sunset"), None);
    let headers = operation["responses"]["200"]["headers"].as_object().unwrap();
    assert!(headers.keys().eq(["Deprecation"]));
}

#[test]
fn different_handwritten_values_are_conflicts() {
    let operations = json!({
        "/a": { "get": { "x-stability": "beta", "x-stability-level": "stable", "deprecated": false, "x-sunset": "2027-01-01" } },
        "/b": { "get": { "deprecated": true, "x-sunset": "2027-01-02" } },
        "/c": { "get": { "deprecated": false } },
        "/d": { "get": { "parameters": [{ "in": "query" }, { "name": "accept-stability", "in": "header", "required": true }] } },
        "/e": {
            "parameters": [{ "name": "ACCEPT-STABILITY", "in": "header", "required": true }],
            "get": {},
        },
    });
    let routes = [
        deprecated("GET", "/a"),
        stable("GET", "/b"),
        stable("GET", "/c"),
        Route::new("GET", "/d", Tier::Beta),
        Route::new("GET", "/e", Tier::Beta),
    ];
    let (after, report) = annotated(&Annotator::new(&routes), &document(operations));
    assert_eq!(
        report.to_string(),
        "/paths/~1a/get/x-stability: found \"beta\", expected \"stable\"\n\
         /paths/~1a/get/deprecated: found false, expected true\n\
         /paths/~1a/get/x-sunset: found \"2027-01-01\", expected \"2027-01-02\"\n\
         /paths/~1b/get/deprecated: found true, which must be removed\n\
         /paths/~1b/get/x-sunset: found \"2027-01-02\", which must be removed\n\
         /paths/~1d/get/parameters/1/required: found true, expected false\n\
         /paths/~1e/parameters/0/required: found true, expected false\n"
    );
    assert_eq!(after["paths"]["/a"]["get"]["x-stability"], "beta");
    assert_eq!(report.applied.len(), 5);
}

#[test]
fn the_names_of_parameters_do_not_matter_and_everything_else_of_a_path_does() {
    let paths = json!({
        "/skills/{name}": { "get": {}, "put": {} },
        "/skills/{name}/": { "get": {} },
        "/skills/me": { "get": {} },
        "/Skills/{id}": { "get": {} },
        "/files/{a}.{b}": { "get": {} },
        "/files/{c}.{d}": { "get": {} },
        "x-note": {},
    });
    let routes = [
        stable("GET", "/skills/{id}"),
        stable("GET", "/files/{x}.{y}"),
        stable("POST", "/skills/{id}"),
    ];
    let (_, report) = annotated(&Annotator::new(&routes), &document(paths));
    // Templates that differ in names alone are the same path to a server.
    assert_eq!(
        shown(&report.applied),
        ["GET /skills/{name}", "GET /files/{a}.{b}", "GET /files/{c}.{d}"]
    );
    assert_eq!(
        shown(&report.not_in_registry),
        [
            "PUT /skills/{name}",
            "GET /skills/{name}/",
            "GET /skills/me",
            "GET /Skills/{id}"
        ]
    );
    assert_eq!(report.not_in_document, [&routes[2]]);
}

#[test]
fn a_parameter_for_the_rest_of_a_path_is_found_as_any_other() {
    let paths = json!({ "/a/{rest}": { "get": {} }, "/b/{*rest}": { "get": {} }, "/c/{id}": { "get": {} } });
    let routes = [
        stable("GET", "/a/{*path}"),
        stable("GET", "/b/{*path}"),
        stable("GET", "/c/{*path}"),
        Route::new("GET", "/c/{id}", Tier::Frozen),
    ];
    let (after, report) = annotated(&Annotator::new(&routes), &document(paths));
    assert_eq!(
        shown(&report.applied),
        ["GET /a/{rest}", "GET /b/{*rest}", "GET /c/{id}"]
    );
    assert_eq!(report.not_in_document, [&routes[2]]);
    assert_eq!(after["paths"]["/c/{id}"]["get"]["x-stability"], "frozen");
}

#[test]
fn escaped_braces_are_text() {
    let paths = json!({ "/a/{{x}}": { "get": {} }, "/a/{y}": { "get": {} }, "/b/%7Bx%7D/{z}": { "get": {} } });
    let routes = [
        Route::new("GET", "/a/{{x}}", Tier::Beta),
        stable("GET", "/a/{{y}}"),
        stable("GET", "/b/{{x}}/{*z}"),
        Route::new("GET", "/a/{x}", Tier::Frozen),
    ];
    let (after, report) = annotated(&Annotator::new(&routes), &document(paths));
    assert_eq!(report.not_in_document, [&routes[1]]);
    assert_eq!(after["paths"]["/a/{{x}}"]["get"]["x-stability"], "beta");
    assert_eq!(after["paths"]["/a/{y}"]["get"]["x-stability"], "frozen");
    assert_eq!(after["paths"]["/b/%7Bx%7D/{z}"]["get"]["x-stability"], "stable");
}

#[test]
fn a_route_of_get_answers_head() {
    let paths = json!({ "/a": { "head": {}, "get": {} }, "/b": { "head": {}, "get": {} }, "/c": { "head": {} } });
    let routes = [
        stable("GET", "/a"),
        stable("GET", "/b"),
        Route::new("HEAD", "/b", Tier::Frozen),
    ];
    let (after, report) = annotated(&Annotator::new(&routes), &document(paths));
    assert_eq!(after["paths"]["/a"]["head"]["x-stability"], "stable");
    assert_eq!(after["paths"]["/b"]["head"]["x-stability"], "frozen");
    assert_eq!(shown(&report.not_in_registry), ["HEAD /c"]);
}

#[test]
fn later_methods_are_operations_since_version_3_2() {
    let paths = json!({ "/a": { "query": {}, "additionalOperations": { "COPY": {}, "copy": {} } } });
    let routes = [stable("QUERY", "/a"), stable("COPY", "/a")];
    let mut document = document(paths);
    let (_, report) = annotated(&Annotator::new(&routes), &document);
    assert_eq!((report.applied.len(), report.not_in_document.len()), (0, 2));
    for version in ["3.2.0", "3.2", "3.10.1"] {
        document["openapi"] = version.into();
        let (after, report) = annotated(&Annotator::new(&routes), &document);
        assert_eq!(shown(&report.applied), ["QUERY /a", "COPY /a"]);
        assert_eq!(shown(&report.not_in_registry), ["copy /a"]);
        assert_eq!(
            after["paths"]["/a"]["additionalOperations"]["COPY"]["x-stability"],
            "stable"
        );
    }
}

#[test]
fn prefixes_of_the_service_and_of_the_document_are_put_in_front() {
    let paths = document(json!({ "/skills": { "get": {} }, "/": { "get": {} } }));
    let routes = [stable("GET", "/v1/skills"), stable("GET", "/v1")];
    let annotator = Annotator::new(&routes).mount("/api/").base_path("/api/v1");
    let (_, report) = annotated(&annotator, &paths);
    assert_eq!(report.to_string(), "");

    let (_, report) = annotated(&Annotator::new(&routes), &paths);
    assert_eq!((report.not_in_document.len(), report.not_in_registry.len()), (2, 2));
}

#[test]
fn a_route_that_is_mounted_twice_has_both_operations() {
    let paths = document(json!({ "/a/x": { "get": {} }, "/b/x": { "get": {} }, "/x": { "get": {} } }));
    let routes = [stable("GET", "/x"), stable("GET", "/y")];
    let annotator = Annotator::new(&routes).mount("/a").mount("/b").mount("/b/").mount("/c");
    let (_, report) = annotated(&annotator, &paths);
    assert_eq!(shown(&report.applied), ["GET /a/x", "GET /b/x"]);
    assert_eq!(report.not_in_document, [&routes[1]]);
    assert_eq!(shown(&report.not_in_registry), ["GET /x"]);
}

#[test]
fn a_path_item_of_its_own_is_followed_and_a_shared_one_is_left() {
    let with_paths = |paths: Value| {
        let mut document = document(paths);
        document["components"] = json!({ "pathItems": {
            "a/b": { "get": {} },
            "twice": { "get": {} },
            "further": { "$ref": "#/components/pathItems/twice" },
        } });
        document
    };
    let own = with_paths(json!({ "/own": { "$ref": "#/components/pathItems/a~1b" } }));
    let routes = [stable("GET", "/own")];
    let (after, report) = annotated(&Annotator::new(&routes), &own);
    assert_eq!(shown(&report.applied), ["GET /own"]);
    assert_eq!(after["components"]["pathItems"]["a/b"]["get"]["x-stability"], "stable");

    let left = with_paths(json!({
        "/twice": { "$ref": "#/components/pathItems/twice" },
        "/further": { "$ref": "#/components/pathItems/further" },
        "/nowhere": { "$ref": "#/components/pathItems/none" },
        "/outside": { "$ref": "other.json#/x" },
        "/path": { "$ref": "#/paths/~1written" },
        "/written": { "x-note": "the path item of its own path as well" },
        "/self": { "$ref": "#" },
        "/number": { "$ref": 7 },
    }));
    let routes = [stable("GET", "/twice")];
    let (_, report) = annotated(&Annotator::new(&routes), &left);
    let reasons: Vec<_> = report
        .skipped
        .iter()
        .map(|skipped| (&*skipped.pointer, skipped.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            ("/paths/~1twice/$ref", Reason::SharedPathItem),
            ("/paths/~1further/$ref", Reason::Unresolved),
            ("/paths/~1nowhere/$ref", Reason::Unresolved),
            ("/paths/~1outside/$ref", Reason::Unresolved),
            ("/paths/~1path/$ref", Reason::SharedPathItem),
            ("/paths/~1self/$ref", Reason::Unresolved),
            ("/paths/~1number/$ref", Reason::Unresolved),
        ]
    );
}

#[test]
fn a_consent_by_reference_counts() {
    let mut document =
        document(json!({ "/x": { "get": { "parameters": [{ "$ref": "#/components/parameters/c" }] } } }));
    document["components"] = json!({ "parameters": { "c": { "name": "Accept-Stability", "in": "header" } } });
    let routes = [Route::new("GET", "/x", Tier::Beta)];
    let (after, report) = annotated(&Annotator::new(&routes), &document);
    assert_eq!(report.to_string(), "");
    assert_eq!(after["paths"]["/x"]["get"]["parameters"].as_array().unwrap().len(), 1);
}

#[test]
fn the_second_of_two_promises_for_one_operation_is_reported() {
    let document = document(json!({ "/x/{id}": { "get": {} } }));
    let routes = [
        stable("GET", "/x/{a}"),
        stable("GET", "/x/{a}"),
        stable("GET", "/x/{b}"),
        Route::new("GET", "/x/{c}", Tier::Beta),
    ];
    let (after, report) = annotated(&Annotator::new(&routes), &document);
    assert_eq!(after["paths"]["/x/{id}"]["get"]["x-stability"], "stable");
    assert_eq!(
        report.to_string(),
        "/paths/~1x~1{id}/get: two routes with different promises have this operation; correct the method or path of one of them\n"
    );
}

#[test]
fn invalid_documents_are_reported() {
    let routes = [deprecated("GET", "/x"), Route::new("PUT", "/x", Tier::Beta)];
    for broken in [
        json!(null),
        json!([]),
        json!({}),
        json!({ "swagger": "2.0", "paths": { "/x": { "get": {} } } }),
        json!({ "openapi": "4.0.0" }),
        json!({ "openapi": 3.1 }),
    ] {
        let (_, report) = annotated(&Annotator::new(&routes), &broken);
        assert_eq!(report.skipped[0].reason, Reason::UnknownVersion, "{broken}");
        assert_eq!(report.not_in_document.len(), 2);
        assert!(
            report
                .to_string()
                .ends_with("the document: the version of OpenAPI is not 3.0, 3.1 or 3.2\n")
        );
    }
    for (paths, expected) in [
        (json!([]), "/paths: expected an object"),
        (json!({ "/x": null }), "/paths/~1x: expected an object"),
        (json!({ "/x": { "get": 1 } }), "/paths/~1x/get: expected an object"),
        (
            json!({ "/x": { "get": { "responses": [] } } }),
            "/paths/~1x/get/responses: expected an object",
        ),
        (
            json!({ "/x": { "get": { "responses": { "200": "ok" } } } }),
            "/paths/~1x/get/responses/200: expected an object",
        ),
        (
            json!({ "/x": { "get": { "responses": { "200": { "headers": [] } } } } }),
            "/paths/~1x/get/responses/200/headers: expected an object",
        ),
        (
            json!({ "/x": { "put": { "parameters": {} } } }),
            "/paths/~1x/put/parameters: expected an array",
        ),
    ] {
        let (_, report) = annotated(&Annotator::new(&routes), &document(paths));
        assert_eq!(report.skipped[0].to_string(), expected);
    }
}

#[test]
fn a_check_names_everything_that_is_missing() {
    let document = document(json!({
        "/a": { "get": { "responses": { "200": {} } } },
        "/b": { "get": { "x-stability": "beta", "x-stability-level": "beta" } },
    }));
    let routes = [deprecated("GET", "/a"), Route::new("GET", "/b", Tier::Beta)];
    let before = document.clone();
    let disagreements = check(&document, &routes);
    assert_eq!(document, before);
    let pointers: Vec<_> = disagreements
        .differences
        .iter()
        .map(|difference| &*difference.pointer)
        .collect();
    assert_eq!(
        pointers,
        [
            "/paths/~1a/get/x-stability",
            "/paths/~1a/get/x-stability-level",
            "/paths/~1a/get/deprecated",
            "/paths/~1a/get/x-sunset",
            "/paths/~1a/get/responses/200/headers/Deprecation",
            "/paths/~1a/get/responses/200/headers/Sunset",
            "/paths/~1a/get/responses/200/headers/Link",
            "/paths/~1b/get/parameters/-",
        ]
    );
    assert_eq!(
        disagreements.differences[3].to_string(),
        "/paths/~1a/get/x-sunset: \"2027-01-02\" is missing"
    );
}

#[test]
fn new_keys_come_after_existing_keys() {
    let before = r#"{"openapi":"3.0.0","paths":{"/x":{"get":{"z":1,"a":2,"responses":{"404":{"z":1},"200":{}}}}}}"#;
    let mut document: Value = serde_json::from_str(before).unwrap();
    Annotator::new(&[deprecated("GET", "/x")]).annotate(&mut document);
    let keys: Vec<_> = document["paths"]["/x"]["get"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        keys,
        [
            "z",
            "a",
            "responses",
            "x-stability",
            "x-stability-level",
            "deprecated",
            "x-sunset"
        ]
    );
    let responses = &document["paths"]["/x"]["get"]["responses"];
    assert!(responses.as_object().unwrap().keys().eq(["404", "200"]));
}
