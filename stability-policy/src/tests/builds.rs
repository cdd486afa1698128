//! Contracts of several builds: what leaves one of them, what differs between them, and what was not made.

use serde_json::{Value, json};
use stability::contract::Contract;

use crate::{Comparison, Evidence, NotBuilt, Policy, Verdict, judge};

/// A contract of these builds, with functions: each has a name, a declaration and the builds that have it.
fn contract(version: &str, builds: &[&str], functions: &[(&str, &str, &[&str])]) -> Contract {
    let items = functions.iter().map(|(name, signature, builds)| {
        let shape = json!({ "kind": "function", "inputs": [signature], "output": "()" });
        json!({
            "id": format!("nika::{name}"), "kind": "fn", "name": name, "tier": "stable", "package": "nika",
            "signature": format!("fn {name}({signature})"), "builds": builds,
            "shape": { format!("value nika::{name}"): shape },
        })
    });
    let builds: Value = builds.iter().map(|build| ((*build).to_owned(), json!({}))).collect();
    let document = json!({
        "schema": "stability/contract@1", "contract": null, "package": { "name": "nika", "version": version },
        "builds": builds, "items": items.collect::<Value>(),
    });
    Contract::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn verdict(before: &Contract, after: &Contract, not_built: &[&str]) -> Verdict {
    let not_built = not_built.iter().map(|build| NotBuilt {
        build: (*build).to_owned(),
        reason: "its target is not installed".to_owned(),
    });
    let evidence = Evidence {
        not_built: not_built.collect(),
        ..Evidence::default()
    };
    let policy = Policy::default();
    judge(&Comparison::new(Some(before), after, &policy, &evidence).unwrap())
}

fn messages(verdict: &Verdict) -> Vec<String> {
    let is_meant = |rule: &str| rule != "removed-without-deprecation";
    let about_items = verdict
        .findings
        .iter()
        .filter(|it| it.subject != "nika" && is_meant(it.rule));
    // The words for a removal are tested elsewhere.
    let message = |it: &crate::Finding| {
        it.message
            .replacen(&format!("` {}", crate::diff::Fact::ItemRemoved), "` gone", 1)
    };
    about_items.map(|it| format!("{}: {}", it.rule, message(it))).collect()
}

const BOTH: &[&str] = &["default", "wasm"];

#[test]
fn what_leaves_a_build_is_removed_there() {
    let before = contract("1.0.0", BOTH, &[("f", "u8", &[]), ("g", "u8", &["wasm"])]);
    let after = contract("1.1.0", BOTH, &[("f", "u8", &["default"]), ("g", "u8", &["default"])]);
    let verdict = verdict(&before, &after, &[]);
    assert_eq!(
        messages(&verdict),
        [
            "item-removed: `nika::f` gone in the build `wasm`; it was stable; code that names it no longer compiles",
            "item-removed: `nika::g` gone in the build `wasm`; it was stable; code that names it no longer compiles",
        ]
    );
    assert_eq!(verdict.compared.items, 2);
}

#[test]
fn what_differs_between_builds_is_compared_in_each() {
    let forms: &[(&str, &str, &[&str])] = &[("f", "u8", &["default"]), ("f", "u16", &["wasm"])];
    let before = contract("1.0.0", BOTH, forms);
    assert!(messages(&verdict(&before, &before, &[])).is_empty());
    let changed = contract("1.1.0", BOTH, &[("f", "u8", &["default"]), ("f", "u32", &["wasm"])]);
    let found = verdict(&before, &changed, &[]);
    assert_eq!(
        messages(&found),
        [
            "signature-changed: `nika::f` took `u16` and now takes `u32` as parameter 1 in the build `wasm`; code that uses the old declaration may no longer compile"
        ]
    );
    // A change in all of them names none.
    let removed = verdict(&before, &contract("1.1.0", BOTH, &[]), &[]);
    assert_eq!(
        messages(&removed),
        ["item-removed: `nika::f` gone; it was stable; code that names it no longer compiles"]
    );
}

#[test]
fn findings_in_other_builds_are_other_findings() {
    let before = contract("1.0.0", BOTH, &[("f", "u8", &[])]);
    let without = |build: &[&str]| verdict(&before, &contract("1.1.0", BOTH, &[("f", "u8", build)]), &[]);
    let fingerprint = |verdict: Verdict| {
        let found = verdict.findings.into_iter().find(|it| it.rule == "item-removed");
        found.map(|it| it.fingerprint)
    };
    let [one, other] = [without(&["default"]), without(&["wasm"])].map(fingerprint);
    assert!(one.is_some() && one != other);
}

#[test]
fn a_build_that_was_not_made_is_named_and_the_rest_is_judged() {
    let before = contract("1.0.0", BOTH, &[("f", "u8", &[]), ("g", "u8", &["wasm"])]);
    let kept = verdict(
        &before,
        &contract("1.1.0", &["default"], &[("f", "u8", &[])]),
        &["wasm"],
    );
    assert_eq!(messages(&kept), [""; 0]);
    assert_eq!(kept.compared.not_built[0].build, "wasm");
    assert!(!kept.compared.is_without_breaks());
    let broken = verdict(&before, &contract("1.1.0", &["default"], &[]), &["wasm"]);
    assert_eq!(
        messages(&broken),
        ["item-removed: `nika::f` gone; it was stable; code that names it no longer compiles"]
    );
}

#[test]
fn a_contract_of_one_build_without_a_name_is_compared_where_all_builds_agree() {
    let functions: &[(&str, &str, &[&str])] = &[("f", "u8", &[]), ("g", "u8", &[]), ("h", "u8", &[])];
    let unnamed = contract("1.0.0", &[], functions);
    let named = contract("1.1.0", BOTH, &[("f", "u8", &[]), ("g", "u8", &["wasm"])]);
    for (before, after, found) in [
        (
            &unnamed,
            &named,
            &["item-removed: `nika::h` gone; it was stable; code that names it no longer compiles"][..],
        ),
        (
            &named,
            &unnamed,
            &[
                "build-removed: `build default` is no longer in the contract; later checks do not notice what breaks for users of this build",
                "build-removed: `build wasm` is no longer in the contract; later checks do not notice what breaks for users of this build",
            ],
        ),
    ] {
        let verdict = verdict(before, after, &[]);
        assert_eq!(messages(&verdict), found);
    }
    let compared = verdict(&unnamed, &named, &[]).compared;
    let unclear: Vec<&str> = compared.not_compared.iter().map(|it| it.item.as_str()).collect();
    assert_eq!(unclear, ["nika::g"]);
}
