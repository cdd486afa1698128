//! What a finding says to do is enough: whoever does it has no other finding afterwards.

use serde_json::{Value, json};

use super::lifecycle::contract;
use crate::{Comparison, Evidence, Policy, Tag, judge};

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

/// The exception that an advice names, with these values for the keys to which it gives none.
fn exception(advice: &str) -> String {
    let (_, keys) = advice
        .split_once("record an `[[exception]]`")
        .expect("it names an exception");
    // What is in parentheses is another kind.
    let keys = match keys.split_once(" (").zip(keys.split_once(')')) {
        Some(((before, _), (_, after))) => format!("{before}{after}"),
        None => keys.to_owned(),
    };
    let values = [
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
    let policy = exception(advice);
    assert_eq!(found(before.clone(), json!([]), &policy, ""), [], "{policy}");
    // The other kind that the advice names.
    assert!(advice.contains("(or `\"security\"`, with `affected`)"), "{advice}");
    let policy = policy.replace("\"correctness\"", "\"security\"\naffected = \"all\"");
    assert_eq!(found(before, json!([]), &policy, ""), [], "{policy}");
}

#[test]
fn an_exception_of_an_addition_has_the_keys_of_the_advice() {
    let item = |members: Value| json!([{ "id": "nika::Foo", "kind": "struct", "tier": "frozen", "exhaustive": false, "members": members }]);
    let after = item(json!([{ "name": "more", "kind": "method", "signature": "fn more(&self)" }]));
    let refused = found(item(json!([])), after.clone(), "", "");
    let (_, advice) = refused.iter().find(|(rule, _)| *rule == "frozen-extended").unwrap();
    let policy = exception(advice);
    assert!(policy.contains("migration = \"not needed\""), "{policy}");
    assert_eq!(found(item(json!([])), after, &policy, ""), [], "{policy}");
}

/// The version in which an advice removes an item.
fn named_version(advice: &str) -> &str {
    let (_, rest) = advice.split_once("remove it in ").expect("it names a version");
    rest.split([' ', ',']).next().unwrap()
}

#[test]
fn a_removal_in_the_version_that_the_advice_names_has_had_its_notice() {
    for (tier, minors, expected) in [
        ("stable", 1, "2.0.0"),
        ("stable", 2, "2.0.0"),
        ("evolving", 1, "1.2.0"),
        ("evolving", 2, "1.3.0"),
    ] {
        let item = json!({ "id": "nika::Foo", "kind": "fn", "tier": tier, "since": "1.0.0" });
        let policy = format!("[tiers.{tier}]\nnotice = {{ minors = {minors} }}\n");
        let refused = found(json!([item]), json!([]), &policy, &policy);
        let removed = refused.iter().find(|(rule, _)| *rule == "removed-without-deprecation");
        let (_, advice) = removed.unwrap_or_else(|| panic!("{refused:?}"));
        assert_eq!(named_version(advice), expected, "{advice}");
        let has_more = (tier, minors) == ("stable", 2);
        assert_eq!(
            advice.ends_with("after at least one more minor release that still has it deprecated"),
            has_more,
            "{advice}"
        );
        // The release between them has the deprecation.
        let mut deprecated = item.clone();
        deprecated["deprecated"] = json!({ "since": "1.1.0", "note": "use Bar" });
        let before = contract("1.1.0", json!([deprecated]));
        let after = contract(named_version(advice), json!([]));
        let policy = Policy::from_toml(&policy).unwrap();
        let versions = ["1.1.0", "1.2.0"].map(|it| it.parse().unwrap()).into_iter();
        let tags = versions.filter(|it| *it < expected.parse().unwrap());
        let tags = tags
            .map(|version| Tag {
                package: None,
                version,
                date: "2026-11-01".parse().unwrap(),
            })
            .collect();
        let evidence = Evidence {
            tags: Some(tags),
            ..Evidence::default()
        };
        let comparison = Comparison::new(Some(&before), &after, &policy, &evidence).unwrap();
        let rules: Vec<_> = judge(&comparison).findings.into_iter().map(|it| it.rule).collect();
        assert_eq!(rules, Vec::<&str>::new(), "{tier} {minors}");
    }
}

#[test]
fn an_exception_of_a_weaker_policy_has_the_keys_of_the_advice() {
    let weaker = "[tiers.stable]\nbreak = \"minor\"\n";
    let refused = found(json!([]), json!([]), weaker, "");
    let [("policy-weakened", advice)] = refused.as_slice() else {
        panic!("{refused:?}")
    };
    let policy = format!("{weaker}{}", exception(advice));
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

#[test]
fn what_no_release_may_remove_needs_an_exception_after_its_deprecation() {
    let item = json!([{ "id": "nika::Foo", "kind": "fn", "tier": "frozen" }]);
    let refused = found(item, json!([]), "", "");
    let removed = refused.iter().find(|(rule, _)| *rule == "removed-without-deprecation");
    let (_, advice) = removed.unwrap_or_else(|| panic!("{refused:?}"));
    assert!(
        advice.ends_with("and remove it only with an `[[exception]]`"),
        "{advice}"
    );
}
