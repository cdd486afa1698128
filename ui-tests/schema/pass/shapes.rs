#![deny(warnings, missing_docs, unused_qualifications)]
#![forbid(unsafe_code)]
#![no_implicit_prelude]

//! Markers of both forms, on structs of several shapes, without any prelude.

/// Known by `schema`.
#[::stability::stable(since = "1.0.0", schema = "nika/workflow@1")]
#[::core::prelude::v1::derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize)]
pub struct Workflow<T> {
    /// A value.
    pub value: T,
}

/// Known by one line.
#[::stability::stable(since = "1.0.0", schema = "v1", key = "nika", constructor)]
#[::core::prelude::v1::derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize)]
pub struct Plan {
    /// The rest.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<::std::string::String, u8>,
}

/// Refuses what it does not know by itself.
#[::stability::stable(since = "1.0.0", schema = "nika/strict@12")]
#[::core::prelude::v1::derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strict {}

/// Serde is optional, and not there.
#[::stability::stable(since = "1.0.0", schema = "nika/absent@1")]
#[cfg_attr(any(), derive(serde::Serialize, serde::Deserialize))]
pub struct Absent {
    /// A value.
    #[cfg_attr(any(), serde(default))]
    pub value: u8,
}

fn main() {
    let _ = Absent { value: 1 };
    use ::core::convert::Into as _;
    use ::core::{assert, assert_eq};
    let json = r#"{"schema":"nika/workflow@1","value":1}"#;
    let workflow: Workflow<u8> = ::serde_json::from_str(json).unwrap();
    assert_eq!((::serde_json::to_string(&workflow).unwrap(), Workflow::<u8>::SCHEMA), (json.into(), "nika/workflow@1"));

    let json = r#"{"nika":"v1","a":1}"#;
    let plan: Plan = ::serde_json::from_str(r#"{"a":1,"nika":"v1"}"#).unwrap();
    assert_eq!(plan.rest.len(), 1);
    assert_eq!(::serde_json::to_string(&plan).unwrap(), json);

    assert!(::serde_json::from_str::<Strict>(r#"{"schema":"nika/strict@12"}"#).is_ok());
    assert!(::serde_json::from_str::<Strict>(r#"{"schema":"nika/strict@12","a":1}"#).is_err());
}
