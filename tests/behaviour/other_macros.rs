//! The attributes beside the macros of others: the program asserts what they do, the contract says what it knows.

use serde_json::{Value, json};

use crate::{FIXTURES, contract, ids, item, items};

#[test]
fn async_traits_and_error_enums_are_shared_with_other_macros() {
    let build = FIXTURES.cargo("build").package("beside");
    let contract = contract(&build.run().built().executable("beside").print(&[]));
    let twins: Vec<Value> = items(&contract)
        .iter()
        .filter(|item| item["kind"] != "error-code" && item["kind"] != "enum" && item["kind"] != "impl")
        .map(|item| {
            json!([
                item["id"],
                item["tier"],
                item["sealed"].is_object(),
                item["erased"],
                item["note"]
            ])
        })
        .collect();
    assert_eq!(
        json!(twins),
        json!([
            ["beside::twins::above_async_trait::Read", "stable", true, "Read", null],
            [
                "beside::twins::above_dynosaur::DynRead",
                "beta",
                false,
                null,
                "a form of `Read`"
            ],
            ["beside::twins::above_dynosaur::Read", "beta", true, "DynRead", null],
            ["beside::twins::above_variant::Read", "stable", true, null, null],
            [
                "beside::twins::above_variant::SendRead",
                "stable",
                true,
                null,
                "a form of `Read`"
            ],
            // The other attribute has run before: of it, nothing is left to see.
            ["beside::twins::below_async_trait::Read", "stable", true, null, null],
            [
                "beside::twins::below_dynosaur::DynRead",
                "stable",
                false,
                null,
                "a form of `Read`"
            ],
            ["beside::twins::below_dynosaur::Read", "stable", true, "DynRead", null],
            ["beside::twins::below_variant::Read", "stable", false, null, null],
            ["beside::twins::below_variant::SendRead", "stable", false, null, null],
        ]),
    );
    let implementations = &item(&contract, "beside::twins::above_variant::Read")["sealed"]["implementations"];
    assert_eq!(implementations.as_array().map(Vec::len), Some(2), "{implementations}");
    let codes: Vec<&str> = ids(&contract)
        .into_iter()
        .filter(|id| id.starts_with("BESIDE-"))
        .collect();
    assert_eq!(
        codes,
        [
            "BESIDE-HAND-001",
            "BESIDE-MIETTE-007",
            "BESIDE-SNAFU-001",
            "BESIDE-SNAFU-002",
            "BESIDE-THIS-001",
            "BESIDE-THIS-002",
        ],
    );
    assert_eq!(item(&contract, "BESIDE-MIETTE-007")["tier"], "internal");
}
