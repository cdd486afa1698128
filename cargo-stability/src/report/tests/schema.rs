//! The JSON against its schema, `schema/findings-1.json`.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use stability::Kind;
use stability::contract::Location;

use super::forms::plain;
use super::sample::{Files, judgement, verdict};
use crate::report::ReportFormat;
use crate::shape::Uncovered;

const SCHEMA: &str = include_str!("../../../schema/findings-1.json");

/// The schema, and whether it refuses keys that it does not describe.
fn schema(is_strict: bool) -> (Schemas, SchemaIndex) {
    let mut schema: Value = serde_json::from_str(SCHEMA).expect("a schema is JSON");
    if is_strict {
        refuse_other_keys(&mut schema);
    }
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource("findings-1.json", schema)
        .expect("it is a schema");
    let index = compiler
        .compile("findings-1.json", &mut schemas)
        .expect("it is a schema");
    (schemas, index)
}

fn refuse_other_keys(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            if keys.get("type") == Some(&"object".into()) && keys.contains_key("properties") {
                keys.insert("additionalProperties".into(), false.into());
            }
            keys.values_mut().for_each(refuse_other_keys);
        }
        Value::Array(values) => values.iter_mut().for_each(refuse_other_keys),
        _ => {}
    }
}

/// A report with every key.
fn report() -> Value {
    let (mut verdict, files) = (verdict(), Files::sample());
    verdict.unanswered = vec!["how often `GET /v1/skills` was used".to_owned()];
    verdict.compared.not_built =
        serde_json::from_str(r#"[{ "build": "wasm", "reason": "a target is missing" }]"#).unwrap();
    let uncovered = [Uncovered {
        package: "nika".to_owned(),
        item: "nika::plain".to_owned(),
        kind: Kind::Fn,
        location: Location::default(),
        block: None,
        reason: "it has no attribute",
    }];
    let mut judgement = judgement(&verdict, &files);
    judgement.uncovered = Some(&uncovered);
    serde_json::from_str(&plain(&judgement, ReportFormat::Json)).expect("it is JSON")
}

#[test]
fn each_key_is_described() {
    let (schemas, index) = schema(true);
    let report = report();
    schemas
        .validate(&report, index)
        .unwrap_or_else(|error| panic!("{error:#}"));
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(7));
    assert_eq!(report["suppressed"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_document_of_another_form_is_refused() {
    let (schemas, index) = schema(false);
    let report = report();
    let mut later = report.clone();
    later["added"] = true.into();
    schemas.validate(&later, index).expect("keys may be added");
    for (pointer, value) in [
        ("/schema", Value::from("stability/findings@2")),
        ("/kept", Value::from("yes")),
        ("/required", Value::from("huge")),
        ("/findings/0/level", Value::from("allow")),
        ("/findings/0/fingerprint", Value::from("1")),
        ("/findings/0/place/in", Value::from("nowhere")),
        ("/findings/0/path", Value::from(1)),
        ("/packages/0/to", Value::from("1.0")),
    ] {
        let mut other = report.clone();
        *other.pointer_mut(pointer).expect(pointer) = value;
        assert!(schemas.validate(&other, index).is_err(), "{pointer}");
    }
    let mut other = report;
    other["suppressed"][0].as_object_mut().unwrap().remove("reason");
    assert!(schemas.validate(&other, index).is_err());
}
