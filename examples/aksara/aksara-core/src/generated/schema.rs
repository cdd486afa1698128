//! Fields as JSON Schema.

use serde_json::{Map, Value, json};

use crate::orm::Model;
use crate::orm::fields::{Field, FieldType};

/// The object of a model's columns that `is_meant` picks; `required` where a new row needs them.
pub(super) fn object(model: &Model, required: bool, is_meant: impl Fn(&Field) -> bool) -> Value {
    let (mut properties, mut needed) = (Map::new(), Vec::new());
    for (field, column) in model.columns().filter(|(field, _)| is_meant(field)) {
        let mut property = json!({ "type": json_type(column.kind, field.null) });
        if let (FieldType::Text, Some(most)) = (field.kind, field.max_length) {
            property["maxLength"] = most.into();
        }
        if let Some(default) = &field.default {
            property["default"] = default.clone();
        }
        if !field.null && field.default.is_none() && model.meta.tenant_field.as_ref() != Some(&column.name) {
            needed.push(Value::from(column.name.clone()));
        }
        properties.insert(column.name, property);
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    if required && !needed.is_empty() {
        schema["required"] = needed.into();
    }
    schema
}

fn json_type(kind: FieldType, null: bool) -> Value {
    let word = match kind {
        FieldType::Integer | FieldType::ForeignKey => "integer",
        FieldType::Real => "number",
        FieldType::Boolean => "boolean",
        FieldType::Json => return json!(["object", "array", "string", "number", "boolean", "null"]),
        _ => "string",
    };
    if null { json!([word, "null"]) } else { word.into() }
}
