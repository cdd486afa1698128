//! The contract as JSON, and back.
//!
//! Writing is serde's derive over the values, in the order of their fields. Reading is by hand over pieces of raw JSON
//! ([`value`]), because each refusal names the path, the line and the column of what it refuses.

mod error;
mod form;
mod read;
#[cfg(test)]
mod tests;
mod value;
mod word;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

pub use self::error::JsonError;
pub use self::form::date;
pub(super) use self::form::uri;
pub(super) use self::read::{MAX_DEPTH, read_marker, read_namespaces, read_planned};
pub(super) use self::value::{Object, Value};
use super::{Area, Contract, Header, Item, Package, Source, Tombstone};

/// The schema that this version writes, and the only one that it reads.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::contract::SCHEMA"))]
pub const SCHEMA: &str = "stability/contract@1";

/// The interchange form.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    contract: Option<&'a Header>,
    package: Option<&'a Package>,
    #[serde(skip_serializing_if = "<[Source]>::is_empty")]
    packages: &'a [Source],
    #[serde(skip_serializing_if = "<[Area]>::is_empty")]
    areas: &'a [Area],
    items: &'a [Item],
    #[serde(skip_serializing_if = "<[Tombstone]>::is_empty")]
    tombstones: &'a [Tombstone],
    #[serde(flatten, serialize_with = "write_extensions")]
    extensions: &'a BTreeMap<String, String>,
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
        let document = Document {
            schema: SCHEMA,
            contract: self.header(),
            package: self.package(),
            packages: &self.sources,
            areas: &self.areas,
            items: &self.items,
            tombstones: &self.tombstones,
            extensions: &self.extensions,
        };
        let mut json = serde_json::to_string_pretty(&document)
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
        read::contract(json)
    }
}

/// Writes the keys that other tools own, with their values as they stood.
pub(super) fn write_extensions<S: Serializer>(
    extensions: &BTreeMap<String, String>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let raw = |json: &String| -> Result<Box<RawValue>, S::Error> {
        RawValue::from_string(json.clone()).map_err(S::Error::custom)
    };
    let values = extensions.iter().map(|(key, json)| Ok((key, raw(json)?)));
    serializer.collect_map(values.collect::<Result<BTreeMap<_, _>, _>>()?)
}
