<<<<<<< HEAD
//! Objects of JSON: their fields, listed once by [`object!`](fields::object), and the reader of them, which names the path, the line
//! and the column of what it refuses.
=======
//! How values are written as JSON and read from it.
//!
//! What an object holds is listed once, by [`object!`](fields::object). [`read`] reads it, with the path, the line and the column of
//! what it refuses.
>>>>>>> main

mod error;
pub(super) mod fields;
pub(super) mod form;
pub(super) mod place;
pub(super) mod read;
<<<<<<< HEAD
pub(super) mod word;
=======
mod word;
>>>>>>> main

use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::ser::{Error, SerializeMap};
use serde_json::value::RawValue;

pub use self::error::JsonError;
pub use self::form::date;

/// The keys that other tools own, each with its value as JSON text.
pub(super) type RawKeys = BTreeMap<String, String>;

/// Writes the keys that other tools own, with their values as they stood.
pub(super) fn write_raw<M: SerializeMap>(map: &mut M, keys: &RawKeys) -> Result<(), M::Error> {
    for (key, json) in keys {
        let raw: &RawValue = serde_json::from_str(json).map_err(M::Error::custom)?;
        map.serialize_entry(key, raw)?;
    }
    Ok(())
}
