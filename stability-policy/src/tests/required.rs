//! The release that a verdict asks for is one answer, of all that was found.

use serde_json::{Value, json};

use super::lifecycle::contract;
use crate::{ArtefactState, Bump, Comparison, Evidence, Permit, Policy, SemverFinding, judge};

/// What is required and how many findings no release permits, where `items` stay as they are.
fn asked(items: &Value, version: &str, policy: &str, evidence: &Evidence) -> (Permit, usize) {
    let (before, after) = (contract("1.0.0", items.clone()), contract(version, items.clone()));
    let policy = Policy::from_toml(policy).unwrap();
    let verdict = judge(&Comparison::new(Some(&before), &after, &policy, evidence).unwrap());
    let rules: Vec<_> = verdict.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(verdict.is_kept(), verdict.findings.is_empty(), "{rules:?}");
    (verdict.required, verdict.unconditional())
}

fn generated(before: &str, after: &str) -> Evidence {
    Evidence {
        artefacts: Some(Vec::from([ArtefactState {
            id: "generated api.json".to_string(),
            before: Some(before.to_string()),
            after: Some(after.to_string()),
        }])),
        ..Evidence::default()
    }
}

#[test]
fn what_is_generated_asks_for_a_release() {
    let api = |policy: &str| json!([{ "id": "generated api.json", "kind": "artefact", "signature": policy }]);
    let changed = generated("{\"a\": 1}", "{\"a\": 2}");
    assert_eq!(asked(&api("frozen"), "2.0.0", "", &changed), (Permit::Never, 0));
    let keyed = generated("[{\"id\": 1}]", "[]");
    assert_eq!(
        asked(&api("frozen by id"), "1.1.0", "", &keyed),
        (Permit::Bump(Bump::Major), 0)
    );
    assert_eq!(
        asked(&api("frozen by id"), "2.0.0", "", &keyed),
        (Permit::Bump(Bump::None), 0)
    );
    let lost = generated("{\"a\": {\"deprecated\": true}}", "{}");
    assert_eq!(
        asked(&api("additive"), "1.1.0", "", &lost),
        (Permit::Bump(Bump::Major), 0)
    );
    // Without notice, no release may lose it.
    let lost = generated("{\"a\": {}}", "{}");
    assert_eq!(asked(&api("additive"), "2.0.0", "", &lost), (Permit::Never, 0));
}

#[test]
fn what_cargo_semver_checks_finds_asks_for_a_release() {
    let evidence = Evidence {
        semver: Some(Vec::from([SemverFinding {
            package: "nika".to_string(),
            lint: "auto_trait_impl_removed".to_string(),
            item: "nika::Foo".to_string(),
            required: Bump::Major,
            ..SemverFinding::default()
        }])),
        ..Evidence::default()
    };
    let foo = json!([{ "id": "nika::Foo" }]);
    assert_eq!(asked(&foo, "1.1.0", "", &evidence), (Permit::Bump(Bump::Major), 0));
}

#[test]
fn what_no_release_permits_is_counted_apart() {
    let changelog = Evidence {
        changelog: Some(Vec::new()),
        ..Evidence::default()
    };
    let nothing = json!([]);
    assert_eq!(
        asked(&nothing, "1.1.0", "[changelog]", &changelog),
        (Permit::Bump(Bump::None), 1)
    );
    assert_eq!(
        asked(&nothing, "1.1.0", "", &Evidence::default()),
        (Permit::Bump(Bump::None), 0)
    );
}

#[test]
fn a_route_asks_for_the_major_release_whatever_its_tier_permits() {
    let route =
        json!([{ "id": "GET /a", "kind": "route", "deprecated": { "since": "1.0.0", "sunset": "2026-01-01" } }]);
    let (before, after) = (contract("1.0.0", route), contract("1.1.0", json!([])));
    let policy = Policy::from_toml("[tiers.stable]\nbreak = \"minor\"\nnotice = { minors = 0 }").unwrap();
    let evidence = Evidence {
        today: Some("2026-02-01".parse().unwrap()),
        ..Evidence::default()
    };
    let verdict = judge(&Comparison::new(Some(&before), &after, &policy, &evidence).unwrap());
    let found: Vec<_> = verdict
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.required))
        .collect();
    let major = Permit::Bump(Bump::Major);
    assert_eq!(found, [("route-removed-without-major", Some(major))]);
    assert_eq!(verdict.required, major);
}
