//! Documents as YAML: what every artefact on disk is read and written by.

use crate::{NikaError, Place, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) fn from_yaml<T: DeserializeOwned>(text: &str) -> Result<T> {
    yaml_serde::from_str(text).map_err(|error| refusal(&error))
}

pub(crate) fn to_yaml<T: Serialize>(document: &T) -> Result<String> {
    yaml_serde::to_string(document).map_err(|error| refusal(&error))
}

/// The place is separate from the text, so that a program can show it.
fn refusal(error: &yaml_serde::Error) -> NikaError {
    let place = error.location().map(|at| Place::new(at.line(), at.column()));
    let mut message = error.to_string();
    if let Some(Place { line, column }) = place {
        let ending = format!(" at line {line} column {column}");
        message = message.replace(&ending, "");
    }
    NikaError::Document { place, message }
}
