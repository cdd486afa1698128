//! What each rule finds, against the schema of `cargo stability check --format json`.

use boon::{Compiler, Schemas};
use serde_json::{Value, json};
use stability_policy::rules;

use super::{case, folder};

const SCHEMA: &str = include_str!("../../../cargo-stability/schema/findings-1.json");

#[test]
fn findings_of_each_rule_are_as_the_schema_describes_them() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("a schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource("findings-1.json", schema)
        .expect("it is a schema");
    let finding = compiler.compile("findings-1.json#/$defs/finding", &mut schemas);
    let finding = finding.expect("it describes a finding");
    for rule in rules::all() {
        let found = case::read(&folder().join(rule.id).join("fires.toml")).judge();
        assert!(!found.is_empty(), "{}", rule.id);
        for found in found {
            let mut value = serde_json::to_value(&found).expect("a finding is JSON");
            // The command adds where the file is in the repository.
            value["path"] = json!(null);
            schemas
                .validate(&value, finding)
                .unwrap_or_else(|error| panic!("{}: {error:#}\n{value:#}", rule.id));
        }
    }
}
