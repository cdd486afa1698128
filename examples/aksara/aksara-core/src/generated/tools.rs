//! Descriptions of tools for AI clients, as `tools/list` of the Model Context Protocol has them.

use serde_json::{Value, json};

use super::schema::object;
use crate::api::{Api, STANDARD_ACTIONS};
use crate::orm::Model;

/// A tool for each standard action of each view set. What AI agents cannot write is no input.
#[stability::stable(
    since = "0.5.0",
    path = "aksara_core::generated::tool_descriptions",
    area = "Generated Surface Change Policy"
)]
pub fn tool_descriptions(api: &Api, models: &[Model]) -> Value {
    let described = api.viewsets().iter().filter_map(|viewset| {
        let model = models.iter().find(|model| model.name == viewset.model())?;
        Some(STANDARD_ACTIONS.map(|action| tool(model, action)))
    });
    Value::Array(described.flatten().collect())
}

fn tool(model: &Model, action: &str) -> Value {
    let name = &model.name;
    let writable = |required| object(model, required, |field| field.ai_agent_writable && !field.ai_sensitive);
    let id = json!({ "type": "integer" });
    let id_name = Value::from("id");
    let with_id = |mut schema: Value| {
        schema["properties"]["id"] = id.clone();
        let needed = schema["required"].as_array().cloned().unwrap_or_default();
        schema["required"] = [id_name.clone()].into_iter().chain(needed).collect();
        schema
    };
    let nothing = || json!({ "type": "object", "properties": {} });
    let (what, input) = match action {
        "list" => {
            let page = json!({ "ordering": { "type": "string" }, "page": id, "page_size": id });
            (
                format!("Lists rows of {name}."),
                json!({ "type": "object", "properties": page }),
            )
        }
        "create" => (format!("Creates a row of {name}."), writable(true)),
        "retrieve" => (format!("Reads one row of {name}."), with_id(nothing())),
        "update" => (
            format!("Replaces the values of one row of {name}."),
            with_id(writable(true)),
        ),
        "partial_update" => (
            format!("Changes some values of one row of {name}."),
            with_id(writable(false)),
        ),
        _ => (format!("Deletes one row of {name}."), with_id(nothing())),
    };
    json!({ "name": format!("{}_{action}", name.to_lowercase()), "description": what, "inputSchema": input })
}
