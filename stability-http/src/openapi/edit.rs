//! One addition to an operation.

use serde_json::{Map, Value};

use super::document::{Address, escape};
use super::promise;
use super::report::Difference;

/// One addition, and the operation that it goes to.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The operation.
    pub address: Address,
    /// Its missing parts.
    pub addition: Addition,
}

/// An addition.
#[derive(Clone, Debug)]
pub enum Addition {
    /// A member of the operation.
    Member(&'static str, Value),
    /// A header of one of its responses.
    Header {
        response: String,
        name: &'static str,
        header: Value,
    },
    /// A header of those of its responses that are elsewhere, or that others refer to.
    SharedHeader { name: &'static str, header: Value },
    /// A parameter, after existing ones.
    Parameter(Value),
}

impl Edit {
    /// The missing value.
    pub fn difference(&self) -> Difference {
        let operation = &self.address.pointer;
        let (pointer, expected) = match &self.addition {
            Addition::Member(key, value) => (format!("{operation}/{key}"), value),
            Addition::Header { response, name, header } => (
                format!("{operation}/responses/{}/headers/{name}", escape(response)),
                header,
            ),
            Addition::SharedHeader { name, header } => (format!("{operation}/{}/{name}", promise::HEADERS), header),
            Addition::Parameter(parameter) => (format!("{operation}/parameters/-"), parameter),
        };
        Difference {
            pointer,
            found: None,
            expected: Some(expected.clone()),
        }
    }

    /// Adds it. Whoever planned it has seen that what it goes into is of the right type.
    pub fn apply(self, document: &mut Value) {
        let operation = document.pointer_mut(&self.address.pointer);
        let Some(operation) = operation.and_then(Value::as_object_mut) else {
            return;
        };
        match self.addition {
            Addition::Member(key, value) => {
                operation.insert(key.into(), value);
            }
            Addition::Header { response, name, header } => {
                let response = operation
                    .get_mut("responses")
                    .and_then(|responses| responses.get_mut(&response));
                let headers = response
                    .and_then(Value::as_object_mut)
                    .map(|response| response.entry("headers").or_insert_with(|| Map::new().into()));
                if let Some(headers) = headers.and_then(Value::as_object_mut) {
                    headers.insert(name.into(), header);
                }
            }
            Addition::SharedHeader { name, header } => {
                let headers = operation.entry(promise::HEADERS).or_insert_with(|| Map::new().into());
                if let Some(headers) = headers.as_object_mut() {
                    headers.insert(name.into(), header);
                }
            }
            Addition::Parameter(parameter) => {
                let parameters = operation.entry("parameters").or_insert_with(|| Value::Array([].into()));
                if let Some(parameters) = parameters.as_array_mut() {
                    parameters.push(parameter);
                }
            }
        }
    }
}

/// Sets or removes the value at a pointer. It does not write beside a reference, because the value is elsewhere.
pub fn set(document: &mut Value, pointer: &str, value: Option<Value>) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
    let Some(parent) = parent.filter(|parent| !parent.contains_key("$ref")) else {
        return;
    };
    match value {
        Some(value) => parent.insert(key.into(), value),
        None => parent.remove(key),
    };
}
