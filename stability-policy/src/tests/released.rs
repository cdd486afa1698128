//! What follows from the baseline being the last release, or from there being none.

use serde_json::{Value, json};
use stability::Contract;

use super::lifecycle::contract;
use crate::{Bump, Comparison, Evidence, Policy, judge};

/// The evidence where `shipped` is the last release of `nika`, or where nothing was released.
fn evidence(shipped: Option<&str>) -> Evidence {
    let shipped = shipped.map(|version| ("nika".to_string(), version.parse().unwrap()));
    Evidence {
        shipped: Some(shipped.into_iter().collect()),
        ..Evidence::default()
    }
}

/// How much the next release is, where the version is still this one.
fn bump(version: &str, policy: &str, evidence: &Evidence) -> Bump {
    let same = contract(version, json!([]));
    let policy = Policy::from_toml(policy).unwrap();
    let comparison = Comparison::new(Some(&same), &same, &policy, evidence).unwrap();
    comparison.releases.bump("nika")
}

#[test]
fn the_next_release_may_be_the_largest_that_breaks_nothing_stable() {
    for (version, policy, expected) in [
        ("1.4.0", "", Bump::Minor),
        ("0.4.0", "", Bump::Patch),
        ("2.0.0-rc.1", "", Bump::None),
        ("1.4.0", "[release]\nnext = 'patch'", Bump::Patch),
        ("0.4.0", "[release]\nnext = 'minor'", Bump::Minor),
    ] {
        let found = bump(version, policy, &evidence(Some(version)));
        assert_eq!(found, expected, "{version} {policy}");
    }
    // Nobody knows of a release, none was made, or the version is to be released as it is.
    assert_eq!(bump("1.4.0", "", &Evidence::default()), Bump::None);
    assert_eq!(bump("1.4.0", "", &evidence(None)), Bump::None);
    let releasing = Evidence {
        releasing: true,
        ..evidence(Some("1.4.0"))
    };
    assert_eq!(bump("1.4.0", "", &releasing), Bump::None);
}

/// The rules that refuse to remove an item which is so since `since`.
fn removed(since: Value, evidence: &Evidence) -> Vec<&'static str> {
    let baseline = contract("1.4.0", json!([{ "id": "nika::Foo", "since": since }]));
    let current = contract("1.4.0", json!([]));
    let policy = Policy::default();
    let comparison = Comparison::new(Some(&baseline), &current, &policy, evidence).unwrap();
    let verdict = judge(&comparison);
    verdict.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn what_no_release_had_may_be_withdrawn() {
    assert_eq!(removed(json!("next"), &evidence(None)), [""; 0]);
    assert!(removed(json!("1.0.0"), &evidence(None)).contains(&"item-removed"));
    // A release had it, or nobody knows that none was made.
    assert!(removed(json!("next"), &evidence(Some("1.4.0"))).contains(&"item-removed"));
    assert!(removed(json!("next"), &Evidence::default()).contains(&"item-removed"));
}

#[test]
fn the_smallest_version_that_permits_a_change_is_known() {
    let baseline = contract("1.4.2", json!([{ "id": "nika::Foo" }]));
    let smallest = |items: Value| {
        let (current, policy, evidence) = (contract("1.4.2", items), Policy::default(), evidence(Some("1.4.2")));
        let comparison = Comparison::new(Some(&baseline), &current, &policy, &evidence).unwrap();
        judge(&comparison).smallest.get("nika").map(ToString::to_string)
    };
    assert_eq!(smallest(json!([{ "id": "nika::Foo" }])), None);
    assert_eq!(
        smallest(json!([{ "id": "nika::Foo" }, { "id": "nika::Bar" }])),
        Some("1.5.0".to_string())
    );
    assert_eq!(smallest(json!([])), Some("2.0.0".to_string()));
}

#[test]
fn a_policy_in_evidence_is_a_text() {
    let read = |policy: &str| serde_json::from_value::<Evidence>(json!({ "shipped-policy": policy }));
    let policy = read("next = 'minor'").unwrap().shipped_policy.unwrap();
    assert_eq!(policy.next, Some(Bump::Minor));
    assert!(read("nxt = 'minor'").unwrap_err().to_string().contains("`next`"));
}

#[test]
fn a_renamed_package_moves_from_the_version_of_the_old_name() {
    for (version, expected) in [("1.4.0", Bump::None), ("1.5.0", Bump::Minor), ("2.0.0", Bump::Major)] {
        let before = contract("1.4.0", json!([]));
        let renamed = contract(version, json!([]))
            .to_json()
            .replace("\"nika\"", "\"nika-next\"");
        let renamed = Contract::from_json(&renamed).unwrap();
        let (policy, evidence) = (Policy::default(), evidence(None));
        let comparison = Comparison::new(Some(&before), &renamed, &policy, &evidence).unwrap();
        for package in ["nika", "nika-next"] {
            assert_eq!(comparison.releases.bump(package), expected, "{package} {version}");
        }
    }
}
