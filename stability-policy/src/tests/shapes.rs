//! What follows from shapes that rustdoc alone does not give: answers of probes and witnesses.

use serde_json::{Value, json};

use crate::shape::compare::{Fact, Required, compare};
use crate::shape::model::Shape;
use crate::shape::witness::{Answer, Witness, decide};

/// The facts between two versions of an item: `variance-narrowed T0: major`.
fn facts(key: &str, before: &Value, after: &Value) -> Vec<String> {
    found(key, before, after).iter().map(shown).collect()
}

fn found(key: &str, before: &Value, after: &Value) -> Vec<Fact> {
    let shape = |item: &Value| -> Shape {
        serde_json::from_value(json!({ "package": "nika", "items": { key: item } })).expect("it is a shape")
    };
    compare(&shape(before), &shape(after))
}

fn shown(fact: &Fact) -> String {
    let word = |value: Value| value.as_str().unwrap_or_default().to_string();
    let change = word(serde_json::to_value(fact.change).expect("it is a word"));
    let required = word(serde_json::to_value(fact.required).expect("it is a word"));
    match &fact.member {
        Some(member) => format!("{change} {member}: {required}"),
        None => format!("{change}: {required}"),
    }
}

#[test]
fn variance_may_widen_and_not_narrow() {
    let generic = |variance: Value| json!({ "kind": "struct", "generics": ["'", "type"], "variance": variance });
    let of = |before: Value, after: Value| facts("type nika::S", &generic(before), &generic(after));
    let none: Vec<String> = Vec::new();
    assert_eq!(
        of(json!({ "'T0": "covariant" }), json!({ "'T0": "invariant" })),
        ["variance-narrowed 'T0: major"]
    );
    assert_eq!(
        of(json!({ "T0": "covariant" }), json!({ "T0": "contravariant" })),
        ["variance-narrowed T0: major"]
    );
    assert_eq!(
        of(json!({ "T0": "covariant" }), json!({})),
        ["variance-narrowed T0: undecided"]
    );
    assert_eq!(of(json!({ "T0": "invariant" }), json!({ "T0": "covariant" })), none);
    assert_eq!(of(json!({ "T0": "covariant" }), json!({ "T0": "bivariant" })), none);
    assert_eq!(of(json!({}), json!({ "T0": "invariant" })), none);
}

#[test]
fn a_value_that_uses_what_it_borrows_when_dropped_is_a_break() {
    let generic = |may_dangle: Value, is_dropped: bool| {
        let implements = if is_dropped {
            json!({ "std::ops::drop::Drop": {} })
        } else {
            json!({})
        };
        json!({ "kind": "struct", "generics": ["'"], "may_dangle": may_dangle, "implements": implements })
    };
    let of = |before: Value, after: Value| {
        let mut found = facts("type nika::S", &before, &after);
        found.retain(|it| !it.starts_with("impl-added"));
        found
    };
    let none: Vec<String> = Vec::new();
    let (may, may_not, not_known) = (json!({ "'T0": true }), json!({ "'T0": false }), json!({}));
    let before = || generic(may.clone(), false);
    assert_eq!(
        of(before(), generic(may_not.clone(), true)),
        ["may-dangle-lost 'T0: major"]
    );
    assert_eq!(
        of(before(), generic(may_not.clone(), false)),
        ["may-dangle-lost 'T0: major"]
    );
    assert_eq!(
        of(before(), generic(not_known.clone(), true)),
        ["may-dangle-lost 'T0: undecided"]
    );
    assert_eq!(of(before(), generic(not_known.clone(), false)), none);
    assert_eq!(of(before(), before()), none);
    assert_eq!(of(generic(may_not.clone(), false), generic(may_not, true)), none);
    assert_eq!(
        of(generic(not_known.clone(), false), generic(not_known.clone(), true)),
        ["may-dangle-lost: undecided"]
    );
    assert_eq!(of(generic(not_known.clone(), false), generic(may, true)), none);
}

#[test]
fn code_that_compiles_shows_nothing_of_what_is_captured() {
    let function = |output: &str| json!({ "kind": "function", "inputs": ["&u8"], "output": output });
    let (before, after) = (function("(impl nika::A + use<>)"), function("(impl nika::A)"));
    let facts = found("value nika::f", &before, &after);
    assert_eq!(facts.iter().map(shown).collect::<Vec<_>>(), ["captures-changed: major"]);
    let accepted = Witness {
        fact: facts[0].clone(),
        answer: Answer::Accepted,
        reason: String::new(),
    };
    assert!(decide(facts[0].clone(), &[accepted]).is_some());
}

#[test]
fn a_size_is_compared_on_the_same_kind_of_platform() {
    let sized = |size: &str| json!({ "kind": "struct", "repr": "C", "size": size });
    let of = |before, after| facts("type nika::S", &sized(before), &sized(after)).len();
    assert_eq!(of("64-bit: 8 bytes aligned to 4", "64-bit: 8 bytes aligned to 4"), 0);
    assert_eq!(of("64-bit: 8 bytes aligned to 4", "64-bit: 16 bytes aligned to 8"), 1);
    assert_eq!(of("64-bit: 16 bytes aligned to 8", "32-bit: 8 bytes aligned to 4"), 0);
}

#[test]
fn auto_traits_of_a_type_without_a_name_are_kept() {
    let future = |implemented: Value| json!({ "kind": "function", "is_async": true, "output": "()", "output_implements": implemented });
    let of = |before: Value, after: Value| facts("value nika::run", &future(before), &future(after));
    let (send, all) = (
        json!(["std::marker::Send"]),
        json!(["std::marker::Send", "std::marker::Sync"]),
    );
    assert_eq!(
        of(all.clone(), send.clone()),
        ["output-auto-trait-lost std::marker::Sync: major"]
    );
    assert_eq!(
        of(send.clone(), Value::Null),
        ["output-auto-trait-lost std::marker::Send: undecided"]
    );
    assert!(of(send, all.clone()).is_empty());
    assert!(of(Value::Null, all).is_empty());
}

#[test]
fn bounds_that_may_be_the_same_are_undecided() {
    let bounded = |bound: &str| json!({ "kind": "function", "generics": ["type"], "output": "()", "bounds": [bound] });
    let of = |before, after| facts("value nika::run", &bounded(before), &bounded(after));
    let iterator = "F0: std::iter::Iterator<Item = {other@1::Result<u8>}>";
    assert_eq!(
        of(iterator, "F0: std::iter::Iterator<Item = u8>"),
        ["bound-tightened: undecided"]
    );
    assert_eq!(
        of(iterator, "F0: std::clone::Clone"),
        ["bound-loosened: minor", "bound-tightened: major"]
    );
}

#[test]
fn a_witness_decides_its_own_fact_alone() {
    let constant = |value: &str| json!({ "kind": "constant", "type": "{other@1::Size}", "value": value });
    let unknown = json!({ "kind": "constant", "type": "{other@1::Size}" });
    let fact = found("value nika::K", &constant("1"), &unknown).remove(0);
    let witness = |answer| Witness {
        fact: fact.clone(),
        answer,
        reason: "E0080: evaluation panicked".to_string(),
    };
    let decided = |answer| decide(fact.clone(), &[witness(answer)]);
    assert_eq!(decided(Answer::Accepted), None);
    let (refused, note) = decided(Answer::Refused).expect("it stays");
    assert_eq!(refused.required, Required::Minor, "another value breaks nobody's code");
    assert!(note.is_some_and(|note| note.contains("E0080")));
    let (open, _) = decided(Answer::NotKnown).expect("it stays");
    assert_eq!(open.required, Required::Undecided);
    let other = Fact {
        item: "nika::L".to_string(),
        ..fact.clone()
    };
    assert_eq!(decide(other.clone(), &[witness(Answer::Accepted)]), Some((other, None)));
}
