#![deny(warnings, missing_docs, unused_qualifications)]
#![forbid(unsafe_code)]

//! Extension fields on every shape of a struct.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// With parameters of each kind, and a field of its own type.
#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tree<T: Clone, const N: usize>
where
    T: Default,
{
    /// A value.
    pub first_value: T,
    /// Those below.
    #[serde(default)]
    pub below: Vec<Self>,
}

/// Borrows from the text.
#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Line<'a> {
    /// The text.
    pub text: &'a str,
    /// Another.
    #[serde(borrow)]
    pub other: Cow<'a, str>,
}

/// Fields that come and go.
#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika.", community = "x:", max_keys = 1, max_depth = 1))]
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// Not there.
    #[cfg(any())]
    pub never: Missing,
    /// Skipped.
    #[stable(since = "1.0.0", default = 7)]
    #[serde(skip, default = "seven")]
    pub skipped: u8,
    /// There, under another name.
    #[cfg(all())]
    #[serde(rename = "always", alias = "ever")]
    pub r#type: u8,
}

fn seven() -> u8 {
    7
}

/// Nothing of its own.
#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Empty {}

/// Only written.
#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Debug, Serialize)]
pub struct Written {
    /// Any.
    pub map: BTreeMap<String, u8>,
}

/// Only read.
#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[cfg_attr(all(), derive(Debug, serde::Deserialize))]
#[cfg_attr(all(), serde(deny_unknown_fields))]
pub struct Read {
    /// Any.
    pub map: BTreeMap<String, u8>,
}

/// No document in this build.
#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[cfg_attr(any(), derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(any(), serde(deny_unknown_fields))]
#[derive(Default)]
pub struct Unread {
    /// Any.
    #[cfg_attr(any(), serde(default))]
    pub map: u8,
}

mod inner {
    /// Of a module.
    #[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Inner {
        /// Any.
        pub(crate) value: u8,
    }
}

fn main() {
    let json = r#"{"firstValue":1,"below":[{"firstValue":2,"below":[],"x-deep":true}],"nika.a":[1]}"#;
    let tree: Tree<u8, 2> = serde_json::from_str(json).unwrap();
    assert_eq!(tree.below[0].extensions().get("x-deep"), Ok(Some(true)));
    assert_eq!(serde_json::to_string(&tree).unwrap(), json);
    assert_eq!(Tree::<u8, 2>::default(), Tree::new(0, Vec::new()));

    let json = r#"{"text":"a","other":"b","x-c":"d"}"#;
    let line: Line<'_> = serde_json::from_str(json).unwrap();
    assert!(matches!(line.other, Cow::Borrowed("b")));
    assert_eq!(serde_json::to_string(&line).unwrap(), json);

    let mut partial: Partial = serde_json::from_str(r#"{"ever":3}"#).unwrap();
    assert_eq!((partial.skipped, &partial), (7, &Partial::new(3)));
    partial.extensions_mut().insert("x:a", [1]).unwrap();
    assert!(partial.extensions_mut().insert("x:b", 1).is_err());
    assert!(partial.extensions_mut().insert("x:a", [[1]]).is_err());
    partial.extensions_mut().insert_core(Partial::CORE, "nika.a", 1).unwrap_err();
    assert_eq!(partial.extensions_mut().remove("x:a").unwrap(), Some(serde_json::json!([1])));
    partial.extensions_mut().insert_core(Partial::CORE, "nika.a", 1).unwrap();
    assert_eq!(serde_json::to_string(&partial).unwrap(), r#"{"always":3,"nika.a":1}"#);

    assert_eq!(serde_json::from_str::<Empty>("{}").unwrap(), Empty::new());
    assert_eq!(serde_json::to_string(&Written::new(BTreeMap::new())).unwrap(), r#"{"map":{}}"#);
    assert!(serde_json::from_str::<Read>(r#"{"map":{},"x-a":1}"#).unwrap().map.is_empty());
    assert_eq!(Unread::default().map, 0);
    assert!(Unread::default().extensions().is_empty());
    assert_eq!(inner::Inner::new(1).value, 1);
}
