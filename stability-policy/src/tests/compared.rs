//! What was compared by what the compiler knows, and which promise an implementation has.

use serde_json::{Value, json};
use stability::contract::Contract;

use super::lifecycle::contract;
use crate::{Bump, Comparison, Evidence, Permit, Policy, Verdict, judge};

fn verdict(before: &Contract, after: &Contract) -> Verdict {
    let (policy, evidence) = (Policy::default(), Evidence::default());
    judge(&Comparison::new(Some(before), after, &policy, &evidence).unwrap())
}

/// An item whose shape has this key and value.
fn item(id: &str, kind: &str, tier: &str, key: &str, shape: &Value) -> Value {
    json!({ "id": id, "kind": kind, "tier": tier, "signature": format!("{kind} {id}"), "shape": { key: shape } })
}

/// A unit struct that implements a trait.
fn frame(implements: &str) -> Value {
    let shape = json!({ "kind": "struct", "fields": { "form": "unit" }, "implements": { implements: {} } });
    item("nika::Frame", "struct", "stable", "type nika::Frame", &shape)
}

fn reasons(before: Value, after: Value) -> Vec<String> {
    let (before, after) = (contract("1.0.0", json!([before])), contract("1.1.0", json!([after])));
    let compared = verdict(&before, &after).compared;
    assert_eq!(compared.items, 1);
    assert_eq!(compared.is_without_breaks(), compared.not_compared.is_empty());
    compared.not_compared.iter().map(|it| it.reason.to_string()).collect()
}

#[test]
fn what_has_no_shape_on_both_sides_was_not_compared() {
    let known = item(
        "nika::f",
        "fn",
        "stable",
        "value nika::f",
        &json!({ "kind": "function", "output": "()" }),
    );
    let mut bare = known.clone();
    bare.as_object_mut().unwrap().remove("shape");
    let later = item("nika::f", "fn", "stable", "value nika::f", &json!({ "kind": "wave" }));
    let unknown = item(
        "nika::f",
        "fn",
        "stable",
        "value nika::f",
        &json!({ "kind": "unknown" }),
    );
    let unreachable = item("nika::f", "fn", "stable", "unreachable", &json!(true));
    assert!(reasons(known.clone(), known.clone()).is_empty());
    for (before, after, reason) in [
        (&bare, &known, "the baseline does not record its declaration"),
        (&known, &bare, "the compiler does not show its declaration now"),
        (&unreachable, &unreachable, "no public path leads to it"),
        (
            &later,
            &later,
            "a later version of this program recorded its declaration",
        ),
        (
            &unknown,
            &unknown,
            "rustdoc describes it in a form that this program does not know",
        ),
    ] {
        assert_eq!(reasons(before.clone(), after.clone()), [reason]);
    }
    // A command has no shape.
    let command = json!({ "id": "command nika run", "name": "nika run", "kind": "command" });
    assert!(reasons(command.clone(), command).is_empty());
}

#[test]
fn a_form_in_documents_that_code_decides_was_not_compared() {
    let frame = |by_hand: &[&str]| {
        let shape = json!({ "kind": "struct", "fields": { "form": "unit" }, "serde_by_hand": by_hand });
        item("nika::Frame", "struct", "stable", "type nika::Frame", &shape)
    };
    let both = frame(&["Deserialize", "Serialize"]);
    let reason = "code implements serde's traits for it, which does not show its form in documents";
    assert_eq!(reasons(both.clone(), both.clone()), [reason]);
    assert!(reasons(frame(&["Serialize"]), frame(&["Deserialize"])).is_empty());
    let derived = |words: Value| {
        let implements = json!({ "serde::ser::Serialize": {} });
        let mut shape = json!({ "kind": "struct", "fields": { "form": "unit" }, "implements": implements });
        shape["serde_words"] = words;
        let mut item = item("nika::Frame", "struct", "stable", "type nika::Frame", &shape);
        item.as_object_mut().unwrap().remove("signature");
        item
    };
    let (known, unknown) = (derived(json!({})), derived(Value::Null));
    assert!(reasons(known.clone(), known.clone()).is_empty());
    assert_eq!(
        reasons(unknown.clone(), known.clone()),
        ["the baseline does not have its serde attributes, so its form in documents is unknown"]
    );
    assert_eq!(
        reasons(known, unknown),
        [
            "this compiler's rustdoc omits its serde attributes, so its form in documents is unknown: an attribute of Stability would record them"
        ]
    );
    let mut free = both;
    free["wire"] = json!({ "tier": "internal" });
    assert!(reasons(free.clone(), free).is_empty());
}

/// The release that the loss of an implementation asks for, where the trait has this tier, and the implementation this mark.
fn lost(of_trait: Option<&str>, of_mark: Option<&str>) -> Permit {
    let draw = |tier| {
        item(
            "nika::Draw",
            "trait",
            tier,
            "type nika::Draw",
            &json!({ "kind": "trait" }),
        )
    };
    let marked =
        |tier: &str| json!({ "id": "nika::<Frame as Draw>", "name": "<Frame as Draw>", "kind": "impl", "tier": tier });
    let state = |implements: &str, mark: Option<&str>| {
        let others = of_trait.map(draw).into_iter().chain(mark.map(marked));
        contract("1.0.0", std::iter::once(frame(implements)).chain(others).collect())
    };
    verdict(&state("nika::Draw", of_mark), &state("std::fmt::Debug", None)).required
}

#[test]
fn an_implementation_has_the_weaker_tier_of_its_type_and_its_trait() {
    let bump = Permit::Bump;
    assert_eq!(lost(Some("stable"), None), bump(Bump::Major));
    assert_eq!(lost(Some("evolving"), None), bump(Bump::Minor));
    // Of a trait without a promise nothing is promised; the new implementation asks for its minor release.
    assert_eq!(lost(None, None), bump(Bump::Minor));
}

#[test]
fn the_mark_of_an_implementation_wins() {
    assert_eq!(lost(Some("stable"), Some("evolving")), Permit::Bump(Bump::Minor));
    assert_eq!(lost(Some("stable"), Some("stable")), Permit::Bump(Bump::Major));
}
