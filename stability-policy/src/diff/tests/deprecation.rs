//! Deprecations that come from a container.

use serde_json::{Value, json};

use super::{differences, written};

fn changes(before: &[Value], after: &[Value]) -> Vec<String> {
    differences(&written::contract("1.4.0", before), &written::contract("1.5.0", after))
}

fn old(deprecated: Value) -> Value {
    json!({ "id": "nika::Old", "deprecated": deprecated })
}

fn run(deprecated: Value) -> Value {
    json!({ "id": "nika::Old::run", "kind": "method", "deprecated": deprecated })
}

#[test]
fn what_is_deprecated_with_its_type_stays_deprecated_without_words_of_its_own() {
    let of_type = || json!({ "since": "1.2.0", "note": "use New" });
    let own = || json!({ "since": "1.3.0", "note": "use New::run" });
    assert_eq!(
        changes(&[old(of_type()), run(own())], &[old(of_type()), run(Value::Null)]),
        [
            "neutral stable: `nika::Old::run` was deprecated since `1.3.0` and is now deprecated since `1.2.0`",
            "neutral stable: `nika::Old::run` had the deprecation note `use New::run` and now has `use New`",
        ]
    );
    assert_eq!(
        changes(&[old(of_type()), run(Value::Null)], &[old(Value::Null), run(of_type())]),
        ["neutral stable: `nika::Old` is no longer deprecated"]
    );
    assert_eq!(
        changes(
            &[old(Value::Null), run(Value::Null)],
            &[old(of_type()), run(Value::Null)]
        ),
        ["additive stable: `nika::Old` is deprecated"]
    );
}

#[test]
fn a_field_is_deprecated_with_its_struct() {
    let with = |deprecated: Value, of_field: Value| json!({ "id": "nika::Old", "deprecated": deprecated, "members": [{ "name": "a", "kind": "field", "deprecated": of_field }] });
    let mut before = with(json!({}), json!({}));
    let mut after = with(json!({}), Value::Null);
    for item in [&mut before, &mut after] {
        written::drop_nulls(&mut item["members"][0]);
    }
    assert_eq!(changes(&[before], &[after]), [""; 0]);
}
