//! The operations of a document.
//!
//! `preserve_order` of `serde_json` is not turned on: unification of features would reorder every object in the user's
//! program. The order is lost when a document is parsed; the application turns the feature on.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::reference::References;
use super::report::{Operation, Reason, Skipped};

/// The methods that are keys of a path item (OpenAPI 3.0 and 3.1).
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation of a document.
#[derive(Clone, Debug)]
pub struct Found<'d> {
    pub operation: Operation,
    pub address: Address,
    pub members: &'d Map<String, Value>,
    /// The parameters of all operations of its path item.
    pub shared_parameters: Option<&'d Value>,
    /// Whether something else in the document refers to it or to its path item, and would be changed with it.
    pub is_shared: bool,
}

/// The entries in the `paths` of a document.
#[derive(Debug)]
pub struct Operations<'d> {
    /// In the order of the document.
    pub found: Vec<Found<'d>>,
    /// The parts that could not be read.
    pub skipped: Vec<Skipped>,
    /// The references of its parts.
    pub references: References<'d>,
}

/// The operations under `paths`, and what could not be read there.
pub fn operations(document: &Value) -> Operations<'_> {
    let mut reader = Reader {
        document,
        references: References::of(document),
        has_other_methods: false,
        found: Vec::new(),
        skipped: Vec::new(),
    };
    match minor_version(document) {
        Some(minor) => {
            reader.has_other_methods = minor >= 2;
            reader.paths();
        }
        None => reader.skip(String::new(), Reason::UnknownVersion),
    }
    Operations {
        found: reader.found,
        skipped: reader.skipped,
        references: reader.references,
    }
}

/// `2` of `3.2.0`.
fn minor_version(document: &Value) -> Option<u32> {
    let version = document.get("openapi")?.as_str()?.strip_prefix("3.")?;
    let (minor, _) = version.split_once('.').unwrap_or((version, ""));
    minor.parse().ok()
}

impl Address {
    fn new(path: &str, key: &str, item: &str, pointer: String) -> Self {
        Self {
            item: item.into(),
            path: path.into(),
            key: key.into(),
            pointer,
        }
    }
}

struct Reader<'d> {
    document: &'d Value,
    references: References<'d>,
    /// Since 3.2 a path item has the key `query`, and `additionalOperations`.
    has_other_methods: bool,
    found: Vec<Found<'d>>,
    skipped: Vec<Skipped>,
}

impl<'d> Reader<'d> {
    fn paths(&mut self) {
        // A document of webhooks or components alone has no paths.
        let Some(paths) = self.document.get("paths") else {
            return;
        };
        let Some(paths) = paths.as_object() else {
            return self.skip("/paths".into(), Reason::NotAnObject);
        };
        for (path, item) in paths {
            if path.starts_with("x-") {
                continue;
            }
            let pointer = format!("/paths/{}", escape(path));
            let Some(members) = item.as_object() else {
                self.skip(pointer, Reason::NotAnObject);
                continue;
            };
            // Keys beside a reference are not defined before 3.1, and read unchanged.
            self.path_item(path, &pointer, members, self.references.count(&pointer) > 0);
            if let Some(reference) = members.get("$ref") {
                match self.resolve(reference) {
                    Ok((target, members)) => self.path_item(path, &target, members, false),
                    Err(reason) => self.skip(format!("{pointer}/$ref"), reason),
                }
            }
        }
    }

    /// The path item that a reference leads to, and its pointer, where it is this one's alone.
    fn resolve(&self, reference: &'d Value) -> Result<(Cow<'d, str>, &'d Map<String, Value>), Reason> {
        let (pointer, target) = self.references.target(reference).ok_or(Reason::Unresolved)?;
        let target = target
            .as_object()
            .filter(|target| !pointer.is_empty() && !target.contains_key("$ref"))
            .ok_or(Reason::Unresolved)?;
        // An entry of `paths` is the path item of its own path as well.
        let is_shared = pointer.starts_with("/paths/") || self.references.count(&pointer) != 1;
        if is_shared {
            return Err(Reason::SharedPathItem);
        }
        Ok((pointer, target))
    }

    fn path_item(&mut self, path: &str, item_pointer: &str, item: &'d Map<String, Value>, is_shared: bool) {
        for (key, value) in item {
            if METHODS.contains(&key.as_str()) || (self.has_other_methods && key == "query") {
                let pointer = format!("{item_pointer}/{key}");
                let address = Address::new(path, key, item_pointer, pointer);
                self.operation(address, key.to_ascii_uppercase(), value, item, is_shared);
            } else if self.has_other_methods && key == "additionalOperations" {
                let pointer = format!("{item_pointer}/{key}");
                let Some(operations) = value.as_object() else {
                    self.skip(pointer, Reason::NotAnObject);
                    continue;
                };
                for (method, value) in operations {
                    let pointer = format!("{pointer}/{}", escape(method));
                    let address = Address::new(path, method, item_pointer, pointer);
                    self.operation(address, method.clone(), value, item, is_shared);
                }
            }
        }
    }

    fn operation(
        &mut self,
        address: Address,
        method: String,
        value: &'d Value,
        item: &'d Map<String, Value>,
        is_shared: bool,
    ) {
        let Some(members) = value.as_object() else {
            return self.skip(address.pointer, Reason::NotAnObject);
        };
        self.found.push(Found {
            operation: Operation {
                method,
                path: address.path.clone(),
            },
            is_shared: is_shared || self.references.count(&address.pointer) > 0,
            address,
            members,
            shared_parameters: item.get("parameters"),
        });
    }

    fn skip(&mut self, pointer: String, reason: Reason) {
        self.skipped.push(Skipped { pointer, reason });
    }
}

/// Where an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its path item, as a JSON Pointer.
    pub item: String,
    /// The path item's key in `paths`.
    pub path: String,
    /// Its key in its path item, or in `additionalOperations` there.
    pub key: String,
    /// Itself, as a JSON Pointer.
    pub pointer: String,
}

impl Address {
    /// The name of its path item among the components, where it is not under `paths`.
    #[cfg(any(feature = "aide", feature = "utoipa"))]
    pub fn component(&self) -> Option<String> {
        let name = self.item.strip_prefix("/components/pathItems/")?;
        Some(name.replace("~1", "/").replace("~0", "~"))
    }
}

/// A key as a part of a JSON Pointer.
pub fn escape(key: &str) -> String {
    if key.contains(['~', '/']) {
        key.replace('~', "~0").replace('/', "~1")
    } else {
        key.to_string()
    }
}
