//! The OpenAPI document.

use serde_json::{Map, Value, json};

use super::schema::object;
use crate::api::{Api, PARAMETERS};
use crate::error::Result;
use crate::orm::Model;

/// The OpenAPI 3.1 document of the routes.
#[stability::stable(
    since = "0.5.0",
    path = "aksara_core::generated::openapi",
    area = "Generated Surface Change Policy"
)]
pub fn openapi(api: &Api, models: &[Model], title: &str) -> Result<Value> {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for viewset in api.viewsets() {
        let Some(model) = models.iter().find(|model| model.name == viewset.model()) else {
            continue;
        };
        let (name, path) = (&model.name, format!("/{}/", model.name.to_lowercase()));
        schemas.insert(name.clone(), row(model));
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let body = |schema: &Value| json!({ "content": { "application/json": { "schema": schema } } });
        let answer = |status: &str, what: &str| {
            let mut responses = json!({
                status: body(&reference),
                "403": { "description": "A policy denied it; `denied_fields` says which fields." },
            });
            responses[status]["description"] = what.into();
            responses
        };
        let page = json!({ "type": "object", "properties": {
            "count": { "type": "integer" }, "page": { "type": "integer" }, "page_size": { "type": "integer" },
            "results": { "type": "array", "items": reference },
        }});
        let mut listed = answer("200", "A page of rows.");
        listed["200"]["content"] = body(&page)["content"].clone();
        let write = |id: &str, status: &str, required: bool| {
            json!({
                "operationId": format!("{}_{id}", name.to_lowercase()),
                "requestBody": body(&object(model, required, |_| true)),
                "responses": answer(status, "The row."),
            })
        };
        let plain = |id: &str, responses: Value| json!({ "operationId": format!("{}_{id}", name.to_lowercase()), "responses": responses });
        let mut list = plain("list", listed);
        list["parameters"] = PARAMETERS.iter().map(|name| query(name)).collect();
        paths.insert(
            path.clone(),
            json!({ "get": list, "post": write("create", "201", true) }),
        );
        let detail = json!({
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
            "get": plain("retrieve", answer("200", "The row.")),
            "put": write("update", "200", true),
            "patch": write("partial_update", "200", false),
            "delete": plain("destroy", json!({ "204": { "description": "It is gone." } })),
        });
        paths.insert(format!("{path}{{id}}/"), detail);
        for action in viewset.actions() {
            let middle = if action.detail { "{id}/" } else { "" };
            let responses = json!({ "200": { "description": "What the action answers." } });
            let operation = json!({ action.method.to_lowercase(): plain(action.name, responses) });
            paths.insert(format!("{path}{middle}{}/", action.name), operation);
        }
    }
    Ok(json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "components": { "schemas": schemas },
    }))
}

fn row(model: &Model) -> Value {
    let mut schema = object(model, true, |_| true);
    schema["properties"]["id"] = json!({ "type": "integer", "readOnly": true });
    schema
}

fn query(name: &str) -> Value {
    let kind = if name == "ordering" { "string" } else { "integer" };
    json!({ "name": name, "in": "query", "required": false, "schema": { "type": kind } })
}
