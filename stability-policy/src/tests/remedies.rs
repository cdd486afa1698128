//! What a finding says to do is enough: whoever does it has no other finding afterwards.

use serde_json::{Value, json};

use super::lifecycle::contract;
use crate::{Comparison, Evidence, Policy, judge};

/// The findings of `nika` 1.1.0 after 1.0.0, each as rule and advice.
fn found(before: Value, after: Value, policy: &str, shipped: &str) -> Vec<(&'static str, String)> {
    let (before, after) = (contract("1.0.0", before), contract("1.1.0", after));
    let policy = Policy::from_toml(policy).unwrap();
    let evidence = Evidence {
        shipped_policy: Some(Policy::from_toml(shipped).unwrap()),
        ..Evidence::default()
    };
    let comparison = Comparison::new(Some(&before), &after, &policy, &evidence).unwrap();
    let findings = judge(&comparison).findings.into_iter();
    // There are no shapes here.
    let findings = findings.filter(|it| !["stable-exposes-weaker", "foreign-type-exposed"].contains(&it.rule));
    findings.map(|it| (it.rule, it.advice)).collect()
}

/// An exception with the keys that an advice names; what it gives a value, it gives this one.
fn exception(advice: &str, item: &str) -> String {
    let (_, keys) = advice
        .split_once("record an `[[exception]]`")
        .expect("it names an exception");
    let values = [
        ("item", item),
        ("kind", "correctness"),
        ("version", "1.1.0"),
        ("reason", "it was wrong"),
        ("migration", "use Bar"),
        ("issue", "https://example.org/nika/issues/1"),
    ];
    let mut entry = "[[exception]]\n".to_owned();
    for key in keys.split('`').skip(1).step_by(2) {
        match values.iter().find(|(name, _)| *name == key) {
            Some((name, value)) => entry.push_str(&format!("{name} = \"{value}\"\n")),
            None => entry.push_str(&format!("{key}\n")),
        }
    }
    entry
}

#[test]
fn an_exception_with_the_keys_of_the_advice_leaves_no_finding() {
    let before = json!([{ "id": "nika::Foo", "kind": "fn", "tier": "frozen" }]);
    let refused = found(before.clone(), json!([]), "", "");
    let (_, advice) = refused.iter().find(|(rule, _)| *rule == "frozen-broken").unwrap();
    let policy = exception(advice, "nika::Foo");
    assert_eq!(found(before, json!([]), &policy, ""), [], "{policy}");
}

#[test]
fn an_exception_of_a_weaker_policy_has_the_keys_of_the_advice() {
    let weaker = "[tiers.stable]\nbreak = \"minor\"\n";
    let refused = found(json!([]), json!([]), weaker, "");
    let [("policy-weakened", advice)] = refused.as_slice() else {
        panic!("{refused:?}")
    };
    let policy = format!("{weaker}{}", exception(advice, "never read"));
    assert_eq!(found(json!([]), json!([]), &policy, ""), [], "{policy}");
}

#[test]
fn a_version_in_remove_in_as_the_advice_has_it_is_late_enough() {
    for (tier, expected) in [("stable", "2.0.0"), ("evolving", "1.3.0")] {
        let item = |remove_in: &str| {
            json!([{ "id": "nika::Foo", "tier": tier,
                "deprecated": { "since": "1.1.0", "note": "use Bar", "remove_in": remove_in } }])
        };
        let before = json!([{ "id": "nika::Foo", "tier": tier }]);
        let policy = format!("[tiers.{tier}]\nnotice = {{ minors = 2 }}\n");
        let refused = found(before.clone(), item("1.2.0"), &policy, &policy);
        let [("deprecation-notice-too-short", advice)] = refused.as_slice() else {
            panic!("{refused:?}")
        };
        let start = format!("write `remove_in = \"{expected}\"`");
        assert!(advice.starts_with(&start), "{advice}");
        assert_eq!(found(before, item(expected), &policy, &policy), []);
    }
}
