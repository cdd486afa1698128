//! JSON that may gain, and JSON whose elements are frozen.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::{Breach, Mismatch};

pub(super) fn parse(bytes: &[u8], which: &'static str) -> Result<Value, Mismatch> {
    serde_json::from_slice(bytes).map_err(|error| Mismatch::NoJson {
        which,
        reason: error.to_string(),
    })
}

/// What was removed or changed its type.
pub(super) fn additive(stored: &Value, built: &Value) -> Vec<Breach> {
    let mut breaches = Vec::new();
    compare(stored, built, "", &mut breaches);
    breaches
}

fn compare(stored: &Value, built: &Value, path: &str, breaches: &mut Vec<Breach>) {
    match (stored, built) {
        (Value::Object(stored), Value::Object(built)) => {
            for (key, value) in stored {
                let path = below(path, key);
                match built.get(key) {
                    Some(found) => compare(value, found, &path, breaches),
                    None => breaches.push(Breach::Lost { path }),
                }
            }
        }
        (Value::Array(stored), Value::Array(built)) => compare_lists(stored, built, path, breaches),
        _ if type_of(stored) == type_of(built) => {}
        _ => breaches.push(Breach::Retyped {
            path: path.to_string(),
            from: type_of(stored),
            to: type_of(built),
        }),
    }
}

/// Elements are found again by what names them, or as they are; without a name, containers by their place.
fn compare_lists(stored: &[Value], built: &[Value], path: &str, breaches: &mut Vec<Breach>) {
    for (at, value) in stored.iter().enumerate() {
        let path = below(path, &at.to_string());
        let found = match (name_of(value), value) {
            (Some(name), _) => built.iter().find(|other| name_of(other).as_ref() == Some(&name)),
            (None, Value::Object(_) | Value::Array(_)) => built.get(at),
            (None, _) => built.iter().find(|other| *other == value),
        };
        match found {
            Some(found) => compare(value, found, &path, breaches),
            None => breaches.push(Breach::Lost {
                path: match value {
                    Value::Object(_) | Value::Array(_) => path,
                    scalar => format!("{path} ({scalar})"),
                },
            }),
        }
    }
}

/// The key that identifies an element of a list: OpenAPI's parameters have a name and a place, references have their target.
pub(super) fn name_of(value: &Value) -> Option<Vec<&Value>> {
    let object = value.as_object()?;
    let name: Vec<&Value> = ["$ref", "operationId", "id", "name", "in"]
        .iter()
        .filter_map(|key| object.get(*key).filter(|value| value.is_string()))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// What was removed or changed among the elements of a list, which `key` identifies.
pub(super) fn frozen_by_key(
    stored: &Value,
    built: &Value,
    key: &str,
    fields: &[&str],
) -> Result<Vec<Breach>, Mismatch> {
    let stored = elements(stored, key, "stored")?;
    let built = elements(built, key, "built")?;
    let mut breaches = Vec::new();
    for (name, element) in &stored {
        let path = below("", name);
        let Some((_, found)) = built.iter().find(|(other, _)| other == name) else {
            breaches.push(Breach::Lost { path });
            continue;
        };
        let all = element.keys().chain(found.keys()).map(String::as_str);
        let mut kept: Vec<&str> = if fields.is_empty() {
            all.collect()
        } else {
            fields.to_vec()
        };
        kept.sort_unstable();
        kept.dedup();
        for field in kept {
            freeze(element.get(field), found.get(field), below(&path, field), &mut breaches);
        }
    }
    Ok(breaches)
}

fn freeze(stored: Option<&Value>, built: Option<&Value>, path: String, breaches: &mut Vec<Breach>) {
    match (stored, built) {
        (stored, built) if stored == built => {}
        (Some(_), None) => breaches.push(Breach::Lost { path }),
        (stored, built) => {
            let text = |value: Option<&Value>| value.map_or_else(|| "absent".to_string(), |value| format!("`{value}`"));
            breaches.push(Breach::Changed {
                path,
                from: text(stored),
                to: text(built),
            });
        }
    }
}

/// An element with its name.
pub(super) type Element<'a> = (&'a str, &'a Map<String, Value>);

/// The elements by name; each has one, and no two the same.
pub(super) fn elements<'a>(value: &'a Value, key: &str, which: &'static str) -> Result<Vec<Element<'a>>, Mismatch> {
    let refused = |reason: String| Mismatch::NoJson { which, reason };
    let list = value.as_array().ok_or_else(|| {
        refused(format!(
            "it is not a list of objects with the key `{key}`, but of type {}",
            type_of(value)
        ))
    })?;
    let mut elements: Vec<Element<'_>> = Vec::with_capacity(list.len());
    for (at, element) in list.iter().enumerate() {
        let object = element
            .as_object()
            .ok_or_else(|| refused(format!("`/{at}` is not an object")))?;
        let name = object.get(key).and_then(Value::as_str);
        let name = name.ok_or_else(|| refused(format!("`/{at}` has no text at `{key}`")))?;
        if elements.iter().any(|(other, _)| *other == name) {
            return Err(refused(format!("two elements have the name `{name}`")));
        }
        elements.push((name, object));
    }
    Ok(elements)
}

/// A JSON pointer one step further (RFC 6901).
pub(super) fn below(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

pub(super) const fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
