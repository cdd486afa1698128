//! The names of removed items, wherever they are recorded.

use serde_json::json;
use stability::Kind;
use stability::contract::{Contract, Tombstone};

use super::lifecycle::contract;
use crate::{Comparison, Evidence, Policy, judge};

/// What was stable in `nika` until the version `removed_in`.
pub fn tombstone(id: &str, kind: Kind, removed_in: &str) -> Tombstone {
    let tombstone =
        json!({ "id": id, "kind": kind.as_str(), "tier": "stable", "removed_in": removed_in, "package": "nika" });
    let document = json!({
        "schema": "stability/contract@1", "contract": null, "package": { "name": "nika", "version": removed_in },
        "items": [], "tombstones": [tombstone],
    });
    let contract = Contract::from_json(&document.to_string()).unwrap();
    contract.tombstones()[0].clone()
}

/// What the rules about names say where the repository's file holds `recorded`, besides the baseline.
fn found(baseline: &Contract, current: &Contract, recorded: Option<&Contract>) -> Vec<String> {
    let evidence = Evidence {
        recorded: recorded.map(Contract::to_json),
        ..Evidence::default()
    };
    let policy = Policy::from_toml("").unwrap();
    let comparison = Comparison::new(Some(baseline), current, &policy, &evidence).unwrap();
    let findings = judge(&comparison).findings.into_iter();
    let asked = findings.filter(|it| ["tombstone-reused", "error-code-reused"].contains(&it.rule));
    asked.map(|it| format!("{}: {}", it.rule, it.message)).collect()
}

#[test]
fn the_tombstones_of_the_recorded_contract_count_where_the_baseline_has_none() {
    let env = json!([{ "id": "env NIKA_HOME", "kind": "env" }, { "id": "NIKA-AUTH-001", "kind": "error-code" }]);
    // Built from the source of 2.0.0, which has no tombstone.
    let baseline = contract("2.0.0", json!([]));
    let current = contract("2.1.0", env);
    let recorded = contract("2.0.0", json!([])).with_tombstones([
        tombstone("env NIKA_HOME", Kind::Env, "2.0.0"),
        tombstone("NIKA-AUTH-001", Kind::ErrorCode, "2.0.0"),
    ]);
    assert_eq!(
        found(&baseline, &current, Some(&recorded)),
        [
            "error-code-reused: `NIKA-AUTH-001` was added; an error with this code was removed in 2.0.0, and logs and alerts of users still know it",
            "tombstone-reused: `env NIKA_HOME` has the name of the environment variable that was removed in 2.0.0; code of users that still has the name would get the new item",
        ]
    );
    assert_eq!(found(&baseline, &current, None), Vec::<String>::new());
}

#[test]
fn a_baseline_from_before_the_removal_does_not_make_it_right() {
    let foo = || json!([{ "id": "nika::Foo" }, { "id": "NIKA-AUTH-001", "kind": "error-code" }]);
    let recorded = |removed_in| {
        contract("2.0.0", json!([])).with_tombstones([
            tombstone("nika::Foo", Kind::Struct, removed_in),
            tombstone("NIKA-AUTH-001", Kind::ErrorCode, removed_in),
        ])
    };
    let (before, after) = (contract("1.0.0", foo()), contract("2.1.0", foo()));
    assert_eq!(
        found(&before, &after, Some(&recorded("2.0.0"))),
        [
            "tombstone-reused: `NIKA-AUTH-001` has the name of the error code that was removed in 2.0.0; code of users that still has the name would get the new item",
            "tombstone-reused: `nika::Foo` has the name of the struct that was removed in 2.0.0; code of users that still has the name would get the new item",
        ]
    );
    // What the baseline has again was accepted when it was recorded.
    assert_eq!(found(&before, &after, Some(&recorded("1.0.0"))), Vec::<String>::new());
}

#[test]
fn a_name_is_taken_whatever_kind_of_thing_has_it() {
    let tell = |kind: &str| json!([{ "id": "nika::tell", "kind": kind }]);
    let empty = || contract("2.0.0", json!([]));
    let gone = empty().with_tombstones([tombstone("nika::tell", Kind::Fn, "2.0.0")]);
    for kind in ["fn", "const", "struct", "macro", "mod", "use"] {
        let expected = "tombstone-reused: `nika::tell` has the name of the function that was removed in 2.0.0; code of users that still has the name would get the new item";
        assert_eq!(found(&gone, &contract("2.1.0", tell(kind)), None), [expected], "{kind}");
    }
    // In one release, without a tombstone yet.
    let (before, after) = (contract("1.0.0", tell("fn")), contract("2.0.0", tell("struct")));
    let expected = "tombstone-reused: `nika::tell` has the name of the function that this change removes; code that still uses the name would get the new item";
    assert_eq!(found(&before, &after, None), [expected]);
    // What stood beside it stays, and a `use` keeps the path.
    let both = json!([{ "id": "nika::tell", "kind": "fn" }, { "id": "nika::tell", "kind": "struct" }]);
    for (before, after) in [
        (both, tell("struct")),
        (tell("fn"), tell("use")),
        (tell("use"), tell("fn")),
    ] {
        let (before, after) = (contract("1.0.0", before), contract("2.0.0", after));
        assert_eq!(found(&before, &after, None), Vec::<String>::new());
        // Nor does it leave a tombstone that would refuse it in the next release.
        let recorded = after.clone().following(&before);
        assert_eq!(found(&recorded, &after, None), Vec::<String>::new());
    }
}

#[test]
fn what_is_unique_over_packages_stays_taken_in_all_of_them() {
    let mut elsewhere = tombstone("env NIKA_HOME", Kind::Env, "2.0.0");
    elsewhere.package = "nika-kernel".to_string();
    let baseline = contract("2.0.0", json!([])).with_tombstones([elsewhere]);
    let current = contract("2.1.0", json!([{ "id": "env NIKA_HOME", "kind": "env" }]));
    assert_eq!(
        found(&baseline, &current, None),
        [
            "tombstone-reused: `env NIKA_HOME` has the name of the environment variable that was removed in 2.0.0; code of users that still has the name would get the new item"
        ]
    );
}
