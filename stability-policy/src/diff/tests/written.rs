//! Contracts as tests write them, and any of them.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use stability::Tier;
use stability::contract::Contract;

/// The contract of `nika` and `nika-kernel`, both at `version`, with these items, of which what goes without saying is left out.
pub(crate) fn contract(version: &str, items: &[Value]) -> Contract {
    let package = |name: &str| json!({ "name": name, "version": version });
    of_packages(&json!([package("nika"), package("nika-kernel")]), items)
}

/// The contract of a document that leaves out the same of its items, and its head.
pub(crate) fn document(parts: &Value) -> Contract {
    let mut document = parts.clone();
    let items = parts["items"].as_array().into_iter().flatten().cloned();
    document["items"] = items.map(whole).collect();
    document["schema"] = json!("stability/contract@1");
    Contract::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}\n{document:#}"))
}

/// The contract of these packages.
pub(crate) fn of_packages(packages: &Value, items: &[Value]) -> Contract {
    let items: Vec<Value> = items.iter().cloned().map(whole).collect();
    let document = json!({
        "schema": "stability/contract@1", "contract": null, "package": null, "packages": packages, "items": items,
    });
    Contract::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}\n{document:#}"))
}

fn whole(mut item: Value) -> Value {
    drop_nulls(&mut item);
    let fields = item.as_object_mut().expect("an item is an object");
    let id = fields["id"].clone();
    for (key, value) in [
        ("kind", json!("struct")),
        ("tier", json!("stable")),
        ("name", id),
        ("package", json!("nika")),
    ] {
        fields.entry(key).or_insert(value);
    }
    item
}

/// Items of every kind that rules look at, each with an id of its own.
pub(crate) fn items() -> impl Strategy<Value = Vec<Value>> {
    let item = (select(KINDS), select(&Tier::ALL[..]), any::<[bool; 6]>());
    proptest::collection::vec(item, 1..8).prop_map(|items| {
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(at, (kind, tier, flags))| item_of(at, kind, tier, flags))
            .collect()
    })
}

const KINDS: &[&str] = &[
    "struct",
    "enum",
    "trait",
    "fn",
    "method",
    "const",
    "type",
    "error-code",
    "setting",
    "env",
    "command",
    "exit-code",
    "guarantee",
    "artefact",
    "route",
    "schema",
];

fn item_of(at: usize, kind: &str, tier: Tier, flags: [bool; 6]) -> Value {
    let [first, second, third, fourth, fifth, sixth] = flags;
    let id = match kind {
        "struct" | "enum" | "trait" | "fn" | "const" | "type" => format!("nika::Item{at}"),
        "method" => format!("nika::Item{at}::new"),
        "error-code" => format!("NIKA-CORE-{at:03}"),
        "route" => format!("GET /items/{at}/{{id}}"),
        kind => format!("{kind} item {at}"),
    };
    let mut item = json!({ "id": id, "kind": kind, "tier": tier.as_str() });
    if first {
        item["package"] = json!("nika-kernel");
    }
    if second {
        item["since"] = json!("0.5.0");
    }
    if third {
        item["deprecated"] = json!({ "since": "0.9.0" });
    }
    let own = |named: bool| if named { json!("beta") } else { Value::Null };
    match kind {
        "struct" => {
            item["signature"] = json!(format!("struct Item{at}"));
            item["exhaustive"] = json!(fourth);
            item["document"] = json!(fifth);
            item["schema"] = json!({ "key": "schema", "value": "nika/item@1" });
            item["namespaces"] = json!({ "core": "nika.", "community": "x-" });
            item["members"] = json!([
                { "name": "text", "kind": "field", "signature": "String", "tier": own(sixth) },
                { "name": "tags", "kind": "field", "signature": "Tags", "provided": true },
            ]);
        }
        "enum" => {
            item["signature"] = json!(format!("enum Item{at}"));
            item["exhaustive"] = json!(fourth);
            item["members"] = json!([
                { "name": "Yes", "kind": "variant", "tier": own(sixth) },
                { "name": "No", "kind": "variant", "members": [{ "name": "0", "kind": "field", "signature": "u8" }] },
            ]);
        }
        "trait" => {
            item["signature"] = json!(format!("trait Item{at}: Send"));
            item["erased"] = json!("DynItem");
            if fourth {
                item["sealed"] = json!({ "friends": ["nika-echo", "acme"] });
            }
            item["members"] = json!([
                { "name": "put", "kind": "method", "signature": "fn put(&self)", "tier": own(sixth) },
                { "name": "flush", "kind": "method", "signature": "fn flush(&self)", "provided": true },
            ]);
        }
        "fn" => item["signature"] = json!(format!("fn Item{at}(text: &str)")),
        "method" => item["signature"] = json!("fn new(text: String) -> Self"),
        "const" => item["signature"] = json!(format!("const Item{at}: u8")),
        "type" => item["signature"] = json!(format!("type Item{at} = u8")),
        "error-code" => {
            item["signature"] = json!(format!("Error::Item{at}"));
            item["note"] = json!(if fourth { "retired; was it" } else { "it" });
        }
        "setting" | "env" => item["signature"] = json!("bool"),
        "guarantee" => item["text"] = json!("It is so."),
        "artefact" => item["signature"] = json!("frozen"),
        _ => {}
    }
    drop_nulls(&mut item);
    item
}

pub(crate) fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(values) => values.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// How many ways there are to [change](changed) an item. None of them raises a tier.
pub(crate) const WAYS: usize = 22;

/// The item after a change of it; `None` where it was removed. A way that has no sense for the item leaves it as it is.
pub(crate) fn changed(item: &Value, way: usize) -> Option<Value> {
    let mut item = item.clone();
    let is = |kind: &str| item["kind"] == kind;
    let (is_struct, is_enum, is_trait) = (is("struct"), is("enum"), is("trait"));
    let has_members = item["members"].is_array();
    let member = if is_enum {
        json!({ "name": "More", "kind": "variant" })
    } else if is_trait {
        json!({ "name": "more", "kind": "method", "signature": "fn more(&self)" })
    } else {
        json!({ "name": "more", "kind": "field", "signature": "u8" })
    };
    let push = |item: &mut Value, member: Value| {
        if let Some(members) = item["members"].as_array_mut() {
            members.push(member);
        }
    };
    match way {
        1 => return None,
        2 => item["tier"] = json!("internal"),
        3 => item["since"] = json!("0.6.0"),
        // The policies of what is generated have words of their own.
        4 if item["kind"] == "artefact" => item["signature"] = json!("free"),
        4 => item["signature"] = json!("another declaration"),
        5 if has_members => drop(item["members"].as_array_mut().map(|members| members.remove(0))),
        6 if has_members => item["members"][0]["signature"] = json!("another"),
        7 => push(&mut item, member),
        8 => {
            let mut member = member;
            member["provided"] = json!(true);
            push(&mut item, member);
        }
        9 if has_members => item["members"][1]["provided"] = json!(false),
        10 if is_struct || is_enum => item["exhaustive"] = json!(item["exhaustive"] == json!(false)),
        11 if is_trait => {
            item["sealed"] = if item["sealed"].is_null() {
                json!({})
            } else {
                Value::Null
            };
        }
        12 if item["sealed"].is_object() => item["sealed"] = json!({ "friends": ["nika-*"] }),
        13 if is_struct => item["schema"]["value"] = json!("nika/item@2"),
        14 if is_struct => item["namespaces"]["core"] = json!("other."),
        15 => item["erased"] = Value::Null,
        16 => item["feature"] = json!("more"),
        17 => item["text"] = json!("It is otherwise."),
        18 => item["deprecated"] = json!({ "since": "1.0.0" }),
        19 if is_enum => push(
            &mut item["members"][1],
            json!({ "name": "1", "kind": "field", "signature": "u8" }),
        ),
        20 if has_members => item["members"][1]["tier"] = json!("internal"),
        21 if is_struct || is_trait => {
            let id = item["id"].as_str().unwrap_or_default().to_string();
            item["id"] = json!(id.replace("nika::", "nika::elsewhere::"));
        }
        _ => {}
    }
    drop_nulls(&mut item);
    Some(item)
}

/// The id of an item.
pub(crate) fn id(item: &Value) -> String {
    item["id"].as_str().unwrap_or_default().to_string()
}
