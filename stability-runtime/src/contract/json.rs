//! The contract as JSON, and back.
//!
//! What an object holds is listed once, by [`object!`](fields::object). [`read`] reads it, with the path, the line and the column of
//! what it refuses.

mod document;
mod error;
pub(super) mod fields;
pub(super) mod form;
pub(super) mod place;
pub(super) mod read;
#[cfg(test)]
mod tests;
mod word;

use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

pub use self::error::JsonError;
pub use self::form::date;
use super::Contract;

/// The schema that this version writes, and the only one that it reads.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::contract::SCHEMA"))]
pub const SCHEMA: &str = "stability/contract@1";

/// The keys that other tools own, each with its value as JSON text.
pub(super) type RawKeys = BTreeMap<String, String>;

/// The interchange form.
struct Document<'a>(&'a Contract);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(contract) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("contract", &contract.header())?;
        map.serialize_entry("package", &contract.package())?;
        if !contract.sources.is_empty() {
            map.serialize_entry("packages", &contract.sources)?;
        }
        if !contract.areas.is_empty() {
            map.serialize_entry("areas", &contract.areas)?;
        }
        map.serialize_entry("items", &contract.items)?;
        if !contract.tombstones.is_empty() {
            map.serialize_entry("tombstones", &contract.tombstones)?;
        }
        write_raw(&mut map, &contract.extensions)?;
        map.end()
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Contract"))]
impl Contract {
    /// The contract as JSON of the schema [`SCHEMA`]: keys in a fixed order, two spaces of indentation, a newline at the
    /// end. Equal contracts give equal bytes.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let json = Contract::default().to_json();
    /// assert_eq!(json, r#"{
    ///   "schema": "stability/contract@1",
    ///   "contract": null,
    ///   "package": null,
    ///   "items": []
    /// }
    /// "#);
    /// ```
    #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(&Document(self))
            .expect("keys are strings, and the JSON text of an extension was read as such");
        json.push('\n');
        json
    }

    /// Reads what [`to_json`](Self::to_json) or another tool wrote. Items may stand in any order.
    ///
    /// Keys that start with `x-` are kept as they stand, at the top level, on items and on members.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with its place: text that is no JSON, another schema or a later version of this one,
    /// a key that is missing, doubled or unknown, a value of the wrong type, an item whose id is taken.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let error = Contract::from_json(r#"{
    ///   "schema": "stability/contract@1",
    ///   "contract": null,
    ///   "package": { "name": "nika", "version": "1.0.0" },
    ///   "items": [
    ///     { "id": "nika::Foo", "kind": "struct", "name": "Foo", "teir": "stable", "package": "nika" }
    ///   ]
    /// }"#).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 6, column 59: unknown key `teir` in `items[0]`: write `tier`",
    /// );
    /// ```
    pub fn from_json(json: &str) -> Result<Self, JsonError> {
        document::read(json)
    }
}

/// Writes the keys that other tools own, with their values as they stood.
pub(super) fn write_raw<M: SerializeMap>(map: &mut M, keys: &RawKeys) -> Result<(), M::Error> {
    for (key, json) in keys {
        let raw: &RawValue = serde_json::from_str(json).map_err(M::Error::custom)?;
        map.serialize_entry(key, raw)?;
    }
    Ok(())
}
