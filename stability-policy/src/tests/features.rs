//! Features that an item promises.

use serde_json::{Value, json};
use stability::contract::Contract;

use crate::{Comparison, Evidence, Policy, judge};

fn contract(version: &str, features: &[&str], items: Value) -> Contract {
    let features: serde_json::Map<String, Value> = features.iter().map(|it| ((*it).into(), json!({}))).collect();
    let document = json!({
        "schema": "stability/contract@1",
        "packages": [{ "name": "nika", "version": version, "manifest": { "features": features } }],
        "items": items,
    });
    Contract::from_json(&document.to_string()).unwrap()
}

fn feature(name: &str, tier: &str, more: Value) -> Value {
    let mut item = json!({
        "id": format!("feature {name}"), "kind": "feature", "name": name, "tier": tier, "since": "1.0.0", "package": "nika",
    });
    let more: serde_json::Map<String, Value> = serde_json::from_value(more).unwrap();
    item.as_object_mut().unwrap().extend(more);
    item
}

fn found(before: &Contract, after: &Contract) -> Vec<String> {
    let (policy, evidence) = (Policy::default(), Evidence::default());
    let comparison = Comparison::new(Some(before), after, &policy, &evidence).unwrap();
    let findings = judge(&comparison).findings;
    findings
        .iter()
        .map(|it| format!("{} {}", it.rule, it.subject))
        .collect()
}

#[test]
fn a_feature_is_as_strong_as_its_item_says() {
    let before = contract("1.2.0", &["net"], json!([feature("net", "evolving", json!({}))]));
    assert_eq!(found(&before, &contract("1.3.0", &[], json!([]))), [""; 0]);
    let silent = contract("1.2.0", &["net"], json!([]));
    let removed = found(&silent, &contract("1.3.0", &[], json!([])));
    assert!(
        removed.contains(&"feature-removed feature net".to_string()),
        "{removed:?}"
    );
}

#[test]
fn the_removal_of_a_feature_owes_its_notice_and_is_reported_once() {
    let stable = |more: Value| contract("1.2.0", &["net"], json!([feature("net", "stable", more)]));
    let gone = contract("2.0.0", &[], json!([]));
    assert_eq!(
        found(&stable(json!({})), &gone),
        ["removed-without-deprecation feature net"]
    );
    let deprecated = json!({ "deprecated": { "since": "1.1.0", "replacement": "web" } });
    assert_eq!(found(&stable(deprecated), &gone), [""; 0]);
}

#[test]
fn what_is_unstable_by_name_may_go_in_any_release() {
    let before = contract(
        "1.2.0",
        &["unstable-log"],
        json!([{
            "id": "nika::log", "kind": "fn", "name": "log", "tier": "experimental", "feature": "unstable-log", "package": "nika",
        }]),
    );
    assert_eq!(found(&before, &contract("1.2.1", &[], json!([]))), [""; 0]);
    // What it showed has graduated before.
    let empty = contract("1.2.0", &["unstable-log"], json!([]));
    let gone = |version| found(&empty, &contract(version, &[], json!([])));
    assert_eq!(gone("1.2.1"), ["graduated-feature-removed feature unstable-log"]);
    assert_eq!(gone("1.3.0"), ["unstable-feature-removed feature unstable-log"]);
}
