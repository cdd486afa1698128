#![deny(warnings, missing_docs, unused_qualifications)]
#![forbid(unsafe_code)]

//! Places kept in documents: read, kept, written back.

use serde::{Deserialize, Serialize};

/// A request.
#[stability::stable(since = "1.0.0", constructor)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Which model.
    pub model: String,
    #[reserved(until = "1.5.0")]
    memory: stability::Reserved,
    #[reserved]
    #[serde(rename = "trustLevel")]
    trust_level: stability::Reserved,
}

/// With a marker and extension fields too.
#[stability::stable(since = "1.0.0", constructor, schema = "nika/frame@1", extensions(core = "nika", community = "x-"))]
#[cfg_attr(all(), derive(Serialize, Deserialize))]
pub struct Frame {
    #[reserved]
    memory: stability::Reserved,
}

fn main() {
    let request = Request::new("small".to_owned());
    assert_eq!(serde_json::to_string(&request).unwrap(), r#"{"model":"small"}"#);
    let json = r#"{"model":"small","memory":null,"trustLevel":{"a":[1,2]}}"#;
    let later: Request = serde_json::from_str(json).unwrap();
    assert_ne!(later, request);
    assert_eq!(serde_json::to_string(&later).unwrap(), json);

    let json = r#"{"schema":"nika/frame@1","memory":"kept","x-a":1}"#;
    let frame: Frame = serde_json::from_str(json).unwrap();
    assert!(!frame.memory.is_absent() && Frame::new().memory.is_absent());
    assert_eq!(serde_json::to_string(&frame).unwrap(), json);
}
