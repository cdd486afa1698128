//! Rows on the way out, payloads on the way in.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::guarantees::SERIALIZED_AS_DECLARED;
use crate::orm::{Model, Record};

/// The columns of the row that are visible.
#[stability::implements(SERIALIZED_AS_DECLARED)]
pub(super) fn shown(mut row: Record, visible: &[String]) -> Value {
    row.retain(|name, _| visible.contains(name));
    Value::Object(row)
}

/// A payload that is complete: unless `partial`, it has every field that is required. Which fields there may be, the policy
/// has said already.
#[stability::implements(SERIALIZED_AS_DECLARED)]
pub(super) fn accepted(model: &Model, payload: Record, partial: bool) -> Result<Record> {
    let tenants = model.meta.tenant_field.as_deref();
    for (field, column) in model.columns() {
        let is_required = !field.null && field.default.is_none() && tenants != Some(column.name.as_str());
        if is_required && !partial && !payload.contains_key(&column.name) {
            return Err(Error::invalid(format!("{}.{}", model.name, column.name), "is required"));
        }
    }
    Ok(payload)
}
