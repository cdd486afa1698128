use serde_json::{Value, json};
use stability::Contract;

use super::{CoverageError, public_items, unmarked};

/// A library of the given items, the first of which is its root.
fn library(items: &[Value]) -> Vec<u8> {
    let index: serde_json::Map<_, _> = items
        .iter()
        .map(|item| (item["id"].to_string(), item.clone()))
        .collect();
    json!({ "format_version": 57, "root": items[0]["id"], "index": index })
        .to_string()
        .into_bytes()
}

fn item(id: u32, name: Option<&str>, inner: Value) -> Value {
    json!({
        "id": id, "crate_id": 0, "name": name, "visibility": "public", "inner": inner,
        "span": { "filename": "nika/src/lib.rs", "begin": [id, 1], "end": [id, 9] },
    })
}

fn module(id: u32, name: &str, items: &[u32]) -> Value {
    item(
        id,
        Some(name),
        json!({ "module": { "is_crate": false, "items": items, "is_stripped": false } }),
    )
}

fn import(id: u32, source: &str, name: &str, target: Option<u32>, is_glob: bool) -> Value {
    item(
        id,
        None,
        json!({ "use": { "source": source, "name": name, "id": target, "is_glob": is_glob } }),
    )
}

/// A struct with one inherent `impl`, and one of a trait.
fn structure(id: u32, name: &str, inherent: &[u32], of_trait: &[u32]) -> [Value; 3] {
    let block = |id, items: &[u32], of: Value| {
        item(
            id,
            None,
            json!({ "impl": { "items": items, "trait": of, "is_synthetic": false } }),
        )
    };
    [
        item(
            id,
            Some(name),
            json!({ "struct": { "kind": "unit", "impls": [id + 100, id + 200] } }),
        ),
        block(id + 100, inherent, Value::Null),
        block(id + 200, of_trait, json!({ "path": "Display", "id": 9999 })),
    ]
}

#[track_caller]
fn paths(json: &[u8]) -> Vec<String> {
    let items = public_items(json).unwrap();
    items
        .iter()
        .map(|item| format!("{} {}", item.kind, item.path))
        .collect()
}

#[test]
fn only_items_that_users_can_name_are_found() {
    let mut items = vec![
        module(0, "nika", &[1, 10, 20, 21, 22, 23, 24, 77]),
        module(1, "memory", &[2, 3]),
        item(2, Some("clear"), json!({ "function": { "sig": {} } })),
        item(3, Some("LIMIT"), json!({ "constant": { "type": {}, "const": {} } })),
        item(11, Some("new"), json!({ "function": { "sig": {} } })),
        item(12, Some("SIZE"), json!({ "assoc_const": { "type": {}, "value": "1" } })),
        item(13, Some("fmt"), json!({ "function": { "sig": {} } })),
        item(20, Some("say"), json!({ "macro": "macro_rules! say {}" })),
        item(
            21,
            Some("derive"),
            json!({ "proc_macro": { "kind": "derive", "helpers": [] } }),
        ),
        item(22, Some("Foreign"), json!("extern_type")),
        item(23, Some("Kept"), json!({ "trait": { "items": [2] } })),
        item(24, Some("Both"), json!({ "union": { "impls": [] } })),
    ];
    items.extend(structure(10, "Frame", &[11, 12, 14], &[13]));
    let mut private = item(14, Some("inside"), json!({ "function": { "sig": {} } }));
    private["visibility"] = json!({ "restricted": { "parent": 0, "path": "::nika" } });
    items.push(private);
    assert_eq!(
        paths(&library(&items)),
        [
            "union nika::Both",
            "type nika::Foreign",
            "struct nika::Frame",
            "associated-const nika::Frame::SIZE",
            "method nika::Frame::new",
            "trait nika::Kept",
            "macro nika::derive",
            "const nika::memory::LIMIT",
            "fn nika::memory::clear",
            "macro nika::say",
        ]
    );
}

#[test]
fn the_shortest_path_names_an_item_and_the_others_are_kept() {
    let mut items = vec![
        module(0, "nika", &[1, 4, 5]),
        module(1, "deep", &[2]),
        module(2, "deeper", &[10]),
        module(3, "hidden", &[11]),
        import(4, "crate::deep::deeper::Frame", "Renamed", Some(10), false),
        import(5, "self::hidden", "hidden", Some(3), true),
    ];
    items.extend(structure(10, "Frame", &[], &[]));
    items.extend(structure(11, "Store", &[], &[]));
    let found = public_items(&library(&items)).unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|item| (item.path.as_str(), item.aliases.join(" ")))
        .collect();
    assert_eq!(
        found,
        [
            ("nika::Renamed", "nika::deep::deeper::Frame".to_owned()),
            ("nika::Store", String::new())
        ]
    );
}

#[test]
fn an_item_of_another_library_counts_where_it_is_reexported() {
    let json = library(&[
        module(0, "nika", &[1, 2, 3, 4]),
        import(1, "nika_macros::tool", "tool", Some(50), false),
        import(2, "std::collections", "collections", Some(51), true),
        import(3, "u8", "byte", None, false),
        import(4, "crate::hidden::Thing", "Thing", Some(52), false),
    ]);
    assert_eq!(paths(&json), ["use nika::*", "use nika::byte", "use nika::tool"]);
}

#[test]
fn a_module_that_is_brought_into_itself_ends() {
    let json = library(&[
        module(0, "nika", &[1, 2]),
        import(1, "crate", "prelude", Some(0), false),
        item(2, Some("go"), json!({ "function": {} })),
    ]);
    assert_eq!(paths(&json), ["fn nika::go"]);
}

/// The contract of `nika` with these items: a kind, an id, a file and a line.
fn contract(items: &[(&str, &str, &str, u32)]) -> Contract {
    let items: Vec<_> = items
        .iter()
        .map(|(kind, id, file, line)| {
            let name = id.rsplit("::").next();
            json!({
                "id": id, "kind": kind, "name": name, "tier": "stable", "package": "nika",
                "location": { "file": file, "line": line },
            })
        })
        .collect();
    let json = json!({
        "schema": "stability/contract@1", "contract": null, "items": items,
        "package": { "name": "nika", "version": "1.0.0" },
    });
    Contract::from_json(&json.to_string()).unwrap()
}

/// What of `Frame`, in a private module on line 10, and its method on line 11 is not promised.
#[track_caller]
fn left(promised: &[(&str, &str, &str, u32)]) -> Vec<String> {
    let mut items = vec![
        module(0, "nika", &[4]),
        import(4, "crate::hidden::Frame", "Frame", Some(10), false),
        item(11, Some("new"), json!({ "function": {} })),
    ];
    items.extend(structure(10, "Frame", &[11], &[]));
    let items = public_items(&library(&items)).unwrap();
    unmarked(&items, &contract(promised))
        .into_iter()
        .map(|item| item.path.clone())
        .collect()
}

#[test]
fn a_promise_is_found_by_path_or_by_place() {
    let both = ["nika::Frame", "nika::Frame::new"];
    assert_eq!(left(&[]), both);
    // By the public path, by that of the definition and its place, by the re-export.
    assert_eq!(left(&[("struct", "nika::Frame", "", 0)]), both[1..]);
    assert_eq!(left(&[("struct", "nika::hidden::Frame", "src/lib.rs", 10)]), both[1..]);
    assert_eq!(left(&[("use", "nika::Frame", "", 0)]), both[1..]);
    // A method is not promised with its type, whose `impl` may stand anywhere.
    assert_eq!(
        left(&[("method", "nika::hidden::{impl#9}::new", "src/lib.rs", 11)]),
        both[..1]
    );
}

#[test]
fn similar_paths_and_places_do_not_match() {
    let both = ["nika::Frame", "nika::Frame::new"];
    for (promised, what) in [
        (("fn", "nika::Frame", "", 0), "another namespace"),
        (("struct", "nika::hidden::Frame", "src/lib.rs", 12), "another line"),
        (("struct", "nika::hidden::Frame", "rc/lib.rs", 10), "another file"),
        (
            ("struct", "nika::hidden::Frame", "other/nika/src/lib.rs", 10),
            "a longer path",
        ),
        (("struct", "nika::hidden::Frames", "src/lib.rs", 10), "another name"),
        (("struct", "nika::hidden::Frame", "", 0), "no place"),
    ] {
        assert_eq!(left(&[promised]), both, "{what}");
    }
}

#[test]
fn a_path_of_another_machine_is_the_same_place() {
    assert!(super::is_below(r"C:\nika\src\lib.rs", "src/lib.rs"));
    assert!(super::is_below("src/lib.rs", "src/lib.rs"));
    assert!(!super::is_below("lib.rs", "src/lib.rs"));
}

#[test]
fn json_that_rustdoc_did_not_write_is_refused() {
    let refused = |json: &[u8]| public_items(json).unwrap_err();
    assert!(matches!(refused(b"nothing"), CoverageError::Malformed(_)));
    assert!(matches!(
        refused(br#"{"format_version": 57}"#),
        CoverageError::Malformed(_)
    ));
    assert!(matches!(
        refused(br#"{"format_version": 44}"#),
        CoverageError::TooOld { found: 44 }
    ));
    let later = refused(br#"{"format_version": 999, "root": "0:0", "index": {}}"#);
    assert!(
        later
            .to_string()
            .starts_with("rustdoc wrote its format 999, which cannot be read; 57 can: invalid type"),
        "{later}"
    );
    let rootless = refused(br#"{"format_version": 57, "root": 3, "index": {}}"#);
    assert_eq!(
        rootless.to_string(),
        "rustdoc names the item 3, and does not describe it"
    );
}
