//! Two states of one type as documents have it, what breaks, and what does not.

use serde_json::{Map, Value, json};
use stability::contract::Contract;

use crate::diff::diff;
use crate::diff::tests::written;

/// A struct with public fields of type `u8`, and what its attributes state of its form.
fn of(kind: &str, members: &[&str], wire: &Value) -> Value {
    let inner = if kind == "enum" { "variant" } else { "field" };
    let members = members
        .iter()
        .map(|name| json!({ "name": name, "kind": inner, "signature": "u8" }));
    let members: Vec<Value> = members.collect();
    json!({ "id": "nika::Skill", "kind": kind, "document": kind == "struct", "members": members, "wire": wire })
}

/// A struct that is written and read.
fn both(members: &[&str], wire: Value) -> Value {
    of("struct", members, &with(wire, &["writes", "reads"]))
}

fn read(members: &[&str], wire: Value) -> Value {
    of("struct", members, &with(wire, &["reads"]))
}

fn wrote(members: &[&str], wire: Value) -> Value {
    of("struct", members, &with(wire, &["writes"]))
}

fn variants(members: &[&str], wire: Value) -> Value {
    of("enum", members, &with(wire, &["writes", "reads"]))
}

fn with(wire: Value, flags: &[&str]) -> Value {
    let Value::Object(mut keys) = wire else {
        panic!("a form is an object")
    };
    keys.extend(flags.iter().map(|flag| ((*flag).to_owned(), json!(true))));
    Value::Object(keys)
}

/// A form with one part that differs.
fn part(part: Value) -> Value {
    let Value::Object(mut keys) = part else {
        panic!("a part is an object")
    };
    keys.entry("name").or_insert(json!("a"));
    json!({ "parts": [Value::Object(keys)] })
}

#[track_caller]
fn check(before: Value, after: Value, expected: &[&str]) {
    let contract = |item| -> Contract { written::contract("1.0.0", &[item]) };
    let (before, after) = (contract(before), contract(after));
    let changes = diff(&before, &after);
    let found = changes.iter().map(|change| {
        let fact = serde_json::to_value(&change.fact).expect("a fact is JSON");
        let keys: Map<String, Value> = serde_json::from_value(fact).expect("it is an object");
        let text = |key: &str| keys.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let what = if text("change").is_empty() {
            text("fact")
        } else {
            text("change")
        };
        let member = change.member.clone().unwrap_or_default();
        let shown = format!("{} {what} {member} {} {}", change.tier, text("from"), text("to"));
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let found: Vec<String> = found.collect();
    assert_eq!(found, expected);
}

/// From one form to the other, and back.
#[track_caller]
fn check_both_ways(one: &Value, other: &Value, there: &[&str], back: &[&str]) {
    check(one.clone(), other.clone(), there);
    check(other.clone(), one.clone(), back);
}

#[test]
fn each_side_has_names_of_its_own() {
    let renamed = json!({ "written": "b", "read": "b" });
    check_both_ways(
        &both(&["a"], json!({})),
        &both(&["a"], part(renamed.clone())),
        &["stable not-read a a b", "stable not-written a a b"],
        &["stable not-read a b a", "stable not-written a b a"],
    );
    check(
        read(&["a"], json!({})),
        read(&["a"], part(renamed.clone())),
        &["stable not-read a a b"],
    );
    check(
        wrote(&["a"], json!({})),
        wrote(&["a"], part(renamed)),
        &["stable not-written a a b"],
    );
    // The other side is without a value.
    check(
        wrote(&["a"], json!({})),
        wrote(&["a"], part(json!({ "read": "b" }))),
        &[],
    );
    check_both_ways(
        &read(&["a"], json!({})),
        &read(&["a"], part(json!({ "read": "b", "aliases": ["a"] }))),
        &[],
        &["stable not-read a b a"],
    );
    check_both_ways(
        &read(&["a"], json!({})),
        &read(&["a"], part(json!({ "aliases": ["b"] }))),
        &[],
        &["stable not-read a b a"],
    );
}

#[test]
fn what_is_written_stays_and_what_is_read_may_be_missing() {
    check_both_ways(
        &wrote(&["a"], json!({})),
        &wrote(&["a"], part(json!({ "conditional": true }))),
        &["stable now-conditional a"],
        &[],
    );
    check_both_ways(
        &wrote(&["a"], json!({})),
        &wrote(&["a"], part(json!({ "unwritten": true }))),
        &["stable not-written a a"],
        &[],
    );
    check_both_ways(
        &read(&["a"], part(json!({ "optional": true }))),
        &read(&["a"], json!({})),
        &["stable now-required a optional"],
        &[],
    );
    check_both_ways(
        &read(&["a"], part(json!({ "unread": true, "optional": true }))),
        &read(&["a"], json!({})),
        &["stable now-required a"],
        &["stable not-read a a"],
    );
    check_both_ways(
        &read(&["a"], json!({})),
        &read(&["a"], json!({ "denies_unknown": true })),
        &["stable unknown-refused"],
        &[],
    );
}

#[test]
fn private_fields_are_in_documents() {
    let private = |name: &str, of: &str| json!({ "parts": [{ "name": name, "of": of }] });
    let empty = both(&[], json!({}));
    check_both_ways(
        &empty,
        &both(&[], private("b", "u8")),
        &["stable now-required b"],
        &["stable not-read b b", "stable not-written b b"],
    );
    check(
        both(&[], private("b", "u8")),
        both(&[], private("b", "u16")),
        &["stable undecided b u8 u16"],
    );
    let reserved =
        json!({ "parts": [{ "name": "b", "of": "stability::Reserved", "optional": true, "conditional": true }] });
    check(
        both(&[], reserved),
        both(&[], json!({ "parts": [{ "name": "b", "of": "u8", "optional": true }] })),
        &[],
    );
    // The name in documents is what counts.
    let renamed = json!({ "parts": [{ "name": "c", "of": "u8", "written": "b", "read": "b" }] });
    check(both(&[], private("b", "u8")), both(&[], renamed), &[]);
}

#[test]
fn a_removed_member_is_reported_once() {
    check(
        both(&["a", "b"], json!({})),
        both(&["a"], json!({})),
        &["stable member-removed b"],
    );
    check(
        both(&["a"], json!({ "tier": "frozen" })),
        both(&[], json!({ "tier": "frozen" })),
        &[
            "stable member-removed a",
            "frozen not-read a a",
            "frozen not-written a a",
        ],
    );
}

#[test]
fn forms_are_compared_where_they_matter() {
    let tagged = |tag: &str| variants(&["A"], json!({ "form": format!("tag = \"{tag}\"") }));
    check(
        tagged("kind"),
        tagged("type"),
        &["stable form-changed tag = \"kind\" tag = \"type\""],
    );
    let untagged = |part: Value| {
        variants(
            &["A"],
            with(part, &[])
                .as_object()
                .map(|keys| {
                    let mut keys = keys.clone();
                    keys.insert("form".into(), json!("untagged"));
                    Value::Object(keys)
                })
                .expect("it is one"),
        )
    };
    let renamed = part(json!({ "name": "A", "written": "a", "read": "a" }));
    check(untagged(json!({})), untagged(renamed.clone()), &[]);
    check(
        variants(&["A"], json!({})),
        variants(&["A"], renamed),
        &["stable not-read A A a", "stable not-written A A a"],
    );
    check(
        variants(&["A", "B"], part(json!({ "name": "B", "other": true }))),
        variants(&["A", "B"], json!({})),
        &["stable not-read B any other name"],
    );
    let form = |form: &str| both(&["0"], json!({ "form": form }));
    check_both_ways(
        &form("newtype"),
        &form("transparent"),
        &["stable undecided newtype transparent"],
        &["stable undecided transparent newtype"],
    );
    check(
        form("newtype"),
        form("tuple of 2"),
        &["stable form-changed newtype tuple of 2"],
    );
    // Who reads a struct does not ask for its tag.
    let tag = json!({ "form": "tag = \"type\", name = \"Skill\"" });
    check_both_ways(&read(&["a"], json!({})), &read(&["a"], tag.clone()), &[], &[]);
    check_both_ways(
        &wrote(&["a"], json!({})),
        &wrote(&["a"], tag),
        &[],
        &["stable form-changed tag = \"type\", name = \"Skill\" map"],
    );
}

#[test]
fn fields_of_variants_are_compared() {
    let at = |wire: Value| {
        let fields = json!([{ "name": "at", "kind": "field", "signature": "u8" }]);
        let members = json!([{ "name": "Start", "kind": "variant", "members": fields }]);
        json!({ "id": "nika::Event", "kind": "enum", "members": members, "wire": with(wire, &["writes", "reads"]) })
    };
    let renamed = json!({ "parts": [{ "name": "Start", "parts": [{ "name": "at", "written": "At", "read": "At" }] }] });
    check(
        at(json!({})),
        at(renamed),
        &["stable not-read Start::at at At", "stable not-written Start::at at At"],
    );
    // Beside a tag, a variant without fields is a map without keys.
    let unit = |form: &str, is_map: bool| {
        let part = if is_map {
            json!({ "name": "Start", "form": "empty map" })
        } else {
            json!({ "name": "Start" })
        };
        variants(&["Start"], json!({ "form": form, "parts": [part] }))
    };
    check(unit("tag = \"kind\"", false), unit("tag = \"kind\"", true), &[]);
    check(unit("", false), unit("", true), &["stable form-changed Start unit map"]);
}

#[test]
fn what_is_left_to_code_is_not_known() {
    let with_code = |word: &str| part(json!({ "unknown": [word] }));
    check(
        both(&["a"], json!({})),
        both(&["a"], with_code("with = \"hex\"")),
        &["stable undecided a with = \"hex\""],
    );
    check(
        both(&["a"], with_code("with = \"hex\"")),
        both(&["a"], with_code("with = \"hex\"")),
        &[],
    );
    check(
        read(&["a"], json!({})),
        read(&["a"], with_code("serialize_with = \"hex\"")),
        &[],
    );
    let into = |word: &str| json!({ "unknown": [word] });
    check(
        wrote(&["a"], into("into = \"B\"")),
        wrote(&["a"], into("into = \"C\"")),
        &["stable undecided into = \"B\" into = \"C\""],
    );
    // Where another type is written, names are nothing.
    let renamed = json!({ "unknown": ["into = \"B\""], "parts": [{ "name": "a", "written": "b" }] });
    check(wrote(&["a"], into("into = \"B\"")), wrote(&["a"], renamed), &[]);
    let cfg = |parts: Value| json!({ "unknown": ["cfg_attr"], "parts": parts });
    check(
        wrote(&["a"], cfg(json!([]))),
        wrote(&["a"], cfg(json!([{ "name": "a", "written": "b" }]))),
        &["stable undecided a the key a the key b"],
    );
}

#[test]
fn flattened_fields_are_compared_by_type() {
    let flat = |wire: Value| both(&["a"], wire);
    let flattened = || part(json!({ "flattened": true }));
    check_both_ways(
        &flat(json!({})),
        &flat(flattened()),
        &["stable form-changed a a key of its own the keys of u8"],
        &["stable form-changed a the keys of u8 a key of its own"],
    );
    // The key may be among those of the flattened type.
    let moved = json!({ "parts": [{ "name": "all", "of": "All", "flattened": true }] });
    check(
        both(&[], json!({ "parts": [{ "name": "b", "of": "u8" }] })),
        both(&[], moved),
        &["stable undecided b the key b", "stable undecided all the keys of All"],
    );
    let map = json!({ "parts": [{ "name": "all", "of": "BTreeMap<String, u8>", "flattened": true }] });
    check(both(&["a"], json!({})), both(&["a"], map), &[]);
}

#[test]
fn the_form_has_a_tier_of_its_own() {
    let form = |tier: Value, name: &str| {
        let mut wire = part(json!({ "written": name }));
        wire["tier"] = tier;
        wrote(&["a"], wire)
    };
    check(form(json!("internal"), "b"), form(json!("internal"), "c"), &[]);
    check(
        form(json!("evolving"), "b"),
        form(json!("evolving"), "c"),
        &["evolving not-written a b c"],
    );
    check(
        wrote(&["a"], json!({})),
        wrote(&["a"], json!({ "tier": "internal" })),
        &["stable tier-lowered stable free"],
    );
    check(
        wrote(&["a"], json!({ "tier": "beta" })),
        wrote(&["a"], json!({ "tier": "frozen" })),
        &["frozen tier-raised beta frozen"],
    );
}

#[test]
fn what_an_earlier_version_recorded_is_not_compared() {
    let mut before = read(&["a"], json!({}));
    before.as_object_mut().expect("it is one").remove("wire");
    check(before, read(&["a"], part(json!({ "read": "b" }))), &[]);
}

#[test]
fn a_derive_that_is_removed_is_not_known_without_shapes() {
    check(
        wrote(&["a"], json!({ "parts": [{ "name": "a", "written": "b" }] })),
        of("struct", &["a"], &json!({})),
        &["stable undecided a derive"],
    );
}

#[test]
fn derives_that_the_attribute_does_not_see_are_in_the_shape() {
    let shape = |derived: bool, private: Value| {
        let by_hand = if derived { json!([]) } else { json!(["Serialize"]) };
        json!({ "type nika::Skill": {
            "kind": "struct",
            "fields": { "form": "named", "has_private": true },
            "serde_by_hand": by_hand,
            "serde_private": private,
            "implements": { "serde_core::ser::Serialize": {} },
        } })
    };
    let item =
        |shape: Value| json!({ "id": "nika::Skill", "kind": "struct", "signature": "struct Skill", "shape": shape });
    let ty = json!({ "b": "u8" });
    check(
        item(shape(true, ty.clone())),
        item(shape(true, json!({}))),
        &["stable not-written b b"],
    );
    check(
        item(shape(true, ty.clone())),
        item(shape(false, ty.clone())),
        &["stable undecided a derive code"],
    );
    check(item(shape(false, ty.clone())), item(shape(false, json!({}))), &[]);
    // The same where the attribute sees it.
    let mut seen = item(shape(true, ty.clone()));
    seen["wire"] = json!({ "writes": true, "parts": [{ "name": "b", "of": "U8" }] });
    seen["document"] = json!(true);
    check_both_ways(&item(shape(true, ty)), &seen, &[], &[]);
    // No attribute has seen which words there are.
    let mut unseen = item(shape(true, json!({ "b": "u8" })));
    unseen.as_object_mut().expect("it is one").remove("signature");
    check_both_ways(&unseen, &seen, &[], &[]);
}

/// A type without a record, which serde derives and has these words on, with public and private fields.
fn described(words: Value, public: Value, private: Value) -> Value {
    let adt = json!({
        "kind": "struct", "fields": { "form": "named", "public": public, "has_private": true }, "non_exhaustive": true,
        "serde_words": words, "serde_private": private,
        "implements": { "serde::de::Deserialize<'T0>": {}, "serde::ser::Serialize": {} },
    });
    json!({ "id": "nika::Skill", "kind": "struct", "shape": { "type nika::Skill": adt } })
}

#[test]
fn of_what_has_no_record_the_words_of_serde_are_compared_as_written() {
    let base = || {
        described(
            json!({ "": "deny_unknown_fields" }),
            json!({ "a": "u8" }),
            json!({ "b": "u8" }),
        )
    };
    check(base(), base(), &[]);
    let renamed = described(
        json!({ "": "deny_unknown_fields", "a": "rename = \"x\"" }),
        json!({ "a": "u8" }),
        json!({ "b": "u8" }),
    );
    check(base(), renamed, &["stable undecided a rename = \"x\""]);
    let with = |words: Value, ty: &str| described(words, json!({ "a": "u8", "c": ty }), json!({ "b": "u8" }));
    let kept = json!({ "": "deny_unknown_fields" });
    let required = with(kept.clone(), "u8");
    check(
        base(),
        required,
        &[
            "stable undecided c a field that documents may lack",
            "stable member-added c",
        ],
    );
    check(
        base(),
        with(kept.clone(), "std::option::Option<u8>"),
        &["stable member-added c"],
    );
    let with_default = json!({ "": "deny_unknown_fields", "c": "default" });
    check(base(), with(with_default, "u8"), &["stable member-added c"]);
    let without_private = described(kept, json!({ "a": "u8" }), json!({}));
    check(base(), without_private, &["stable undecided b a field"]);
}
