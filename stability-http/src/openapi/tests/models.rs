//! The models of frameworks.

use serde_json::{Value, json};
use stability::Tier;
use stability::route::Route;

use super::deprecated;
use crate::openapi::{Annotator, Report};

/// A document that both models can hold.
fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Skills", "version": "1.0.0" },
        "paths": {
            "/skills/{id}": {
                "get": {
                    "summary": "a skill",
                    "parameters": [{ "name": "id", "in": "path", "required": true, "style": "simple", "schema": { "type": "string" } }],
                    "responses": { "200": { "description": "ok" }, "4XX": { "description": "no" }, "default": { "description": "else" } },
                },
                "post": { "responses": {}, "deprecated": true },
            },
            "/shared": { "$ref": "#/components/pathItems/Own" },
        },
        "components": { "pathItems": { "Own": { "put": { "responses": {} } } } },
    })
}

fn routes() -> [Route; 3] {
    [
        Route {
            tier: Tier::Beta,
            ..deprecated("GET", "/skills/{name}")
        },
        Route::new("POST", "/skills/{name}", Tier::Experimental),
        Route::new("PUT", "/shared", Tier::Stable),
    ]
}

/// What the model says after it was annotated is what its JSON says when that is annotated.
fn assert_alike(before: Value, after: Value, report: &Report<'_>) {
    let routes = routes();
    let annotator = Annotator::new(&routes);
    let mut expected = before;
    assert_eq!(*report, annotator.annotate(&mut expected));
    assert_eq!(annotator.check(&after), annotator.check(&expected));
    assert_eq!(
        report.to_string(),
        "/paths/~1skills~1{id}/post/deprecated: found true, which must be removed\n"
    );
    assert_eq!(without_defaults(after), without_defaults(expected));
}

/// A model may write what is the default, or leave it out.
fn without_defaults(mut document: Value) -> String {
    let mut left = vec![&mut document];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(members) => {
                members.retain(|key, value| key != "style" && (key != "required" || *value != false));
                members.sort_keys();
                left.extend(members.values_mut());
            }
            Value::Array(values) => left.extend(values),
            _ => {}
        }
    }
    serde_json::to_string_pretty(&document).unwrap()
}

#[cfg(feature = "utoipa")]
#[test]
fn the_model_of_utoipa_is_annotated_as_its_json() {
    let mut api: utoipa::openapi::OpenApi = serde_json::from_value(document()).unwrap();
    let before = serde_json::to_value(&api).unwrap();
    let routes = routes();
    let annotator = Annotator::new(&routes);
    let report = annotator.annotate_utoipa(&mut api);
    let after = serde_json::to_value(&api).unwrap();
    assert_alike(before, after, &report);

    let once = api.clone();
    annotator.annotate_utoipa(&mut api);
    assert!(api == once);
}

#[cfg(feature = "aide")]
#[test]
fn the_model_of_aide_is_annotated_as_its_json() {
    let text = document().to_string();
    let mut api: aide::openapi::OpenApi = serde_json::from_str(&text).unwrap();
    let before = serde_json::to_value(&api).unwrap();
    let routes = routes();
    let annotator = Annotator::new(&routes);
    let report = annotator.annotate_aide(&mut api);
    let after = serde_json::to_value(&api).unwrap();
    assert_alike(before, after, &report);

    let once = api.clone();
    annotator.annotate_aide(&mut api);
    assert_eq!(api, once);
}
