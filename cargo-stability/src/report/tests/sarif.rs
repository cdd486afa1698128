//! The log against the official schema, and the types that a library makes of it.

use std::fs;
use std::process::Command;

use boon::{Compiler, Schemas};
use cargo_metadata::MetadataCommand;
use serde_json::Value;
use serde_sarif::sarif::Sarif;

use super::forms::plain;
use super::sample::{Files, judgement, verdict};
use crate::report::ReportFormat;

/// The schema, which the library for it brings along.
fn schema() -> Value {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc is installed");
    let version = String::from_utf8(rustc.stdout).expect("rustc speaks UTF-8");
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a host");
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .other_options(["--filter-platform".to_owned(), host.to_owned()])
        .exec()
        .expect("cargo knows this workspace");
    let mut packages = metadata.packages.iter();
    let package = packages
        .find(|package| package.name.as_str() == "serde-sarif")
        .expect("a dependency");
    let folder = package.manifest_path.parent().expect("a file has a folder");
    let text = fs::read_to_string(folder.join("src/schema.json")).expect("it brings the schema along");
    serde_json::from_str(&text).expect("a schema is JSON")
}

#[test]
fn the_log_is_valid() {
    const NAME: &str = "sarif.json";
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource(NAME, schema()).expect("it is a schema");
    let index = compiler.compile(NAME, &mut schemas).expect("it is a schema");
    let (verdict, files) = (verdict(), Files::sample());
    let text = plain(&judgement(&verdict, &files), ReportFormat::Sarif);
    let mut log: Value = serde_json::from_str(&text).unwrap();
    schemas.validate(&log, index).unwrap_or_else(|error| panic!("{error}"));
    log["runs"][0]["results"][0]["lvel"] = "error".into();
    assert!(schemas.validate(&log, index).is_err());
}

#[test]
fn every_result_has_a_file_and_a_removed_item_no_line() {
    let (verdict, mut files) = (verdict(), Files::sample());
    let results = |files: &Files| {
        let log: Value = serde_json::from_str(&plain(&judgement(&verdict, files), ReportFormat::Sarif)).unwrap();
        log["runs"][0]["results"].as_array().unwrap().clone()
    };
    for result in results(&files) {
        let location = &result["locations"][0]["physicalLocation"];
        assert!(location["artifactLocation"]["uri"].is_string(), "{result:#}");
    }
    let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    let removed = &results(&files)[0];
    assert_eq!(
        place(removed)["artifactLocation"]["uri"],
        "stability.toml",
        "{removed:#}"
    );
    files.0.insert("nika/src/foo.rs".to_owned(), "one\n".repeat(9));
    let removed = &results(&files)[0];
    assert_eq!(place(removed)["artifactLocation"]["uri"], "nika/src/foo.rs");
    assert_eq!(place(removed)["region"], Value::Null);
    let message = removed["message"]["text"].as_str().unwrap();
    let was = "it was in nika/src/foo.rs, in the contract of stability/contract.json";
    assert!(message.contains(was), "{message}");
}

#[test]
fn the_log_is_of_the_official_schema() {
    let (verdict, files) = (verdict(), Files::sample());
    let text = plain(&judgement(&verdict, &files), ReportFormat::Sarif);
    let log: Sarif =
        serde_json::from_str(&text).expect("it has every key that it must have, of the type that it must be");
    // A key that the schema does not have is lost on the way.
    let again = serde_json::to_value(&log).expect("it is JSON");
    assert_eq!(again, serde_json::from_str::<Value>(&text).unwrap());
}

#[test]
fn a_result_points_at_its_rule() {
    let (verdict, files) = (verdict(), Files::sample());
    let text = plain(&judgement(&verdict, &files), ReportFormat::Sarif);
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), verdict.findings.len() + verdict.suppressed.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}
