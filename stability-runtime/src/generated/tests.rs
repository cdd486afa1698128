use alloc::format;
use alloc::string::{String, ToString};
use std::path::PathBuf;
use std::{env, fs, process};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Blessing, breaches, check};
use crate::artefact::{Artefact, Policy};
use crate::registry::PackageId;

fn said(policy: Policy, stored: &Value, built: &Value) -> String {
    let found = breaches(policy, stored.to_string().as_bytes(), built.to_string().as_bytes());
    match found {
        Ok(found) => found
            .iter()
            .fold(String::new(), |said, breach| said + &format!("{breach}\n")),
        Err(mismatch) => mismatch.to_string(),
    }
}

#[test]
fn one_byte_breaks_what_is_frozen() {
    let found = breaches(Policy::Frozen, b"a;\nb;\nc;\n", b"a;\nB;\nc;\n").unwrap();
    assert_eq!(
        found[0].to_string(),
        "it is frozen, but differs:\n--- stored\n+++ built\n@@ -1,3 +1,3 @@\n a;\n-b;\n+B;\n c;",
    );
    assert!(breaches(Policy::Frozen, b"a", b"a").unwrap().is_empty());
    let found = breaches(Policy::Frozen, b"a\xff\x00", b"a\xff\x01\x02").unwrap();
    assert!(
        found[0]
            .to_string()
            .ends_with("byte 2 is the first that differs; 3 bytes are stored, 4 are built")
    );
}

#[test]
fn additive_artefacts_may_gain_but_not_lose_parts() {
    let stored = json!({"paths": {"/users": {"get": {"parameters": [
        {"name": "page", "in": "query", "schema": {"type": "integer"}}, {"name": "id", "in": "path"}]}}},
        "required": ["a", "b"], "version": 3});
    let gained = json!({"paths": {"/users": {"get": {"summary": "x", "parameters": [
        {"name": "new", "in": "query"}, {"name": "id", "in": "path"},
        {"name": "page", "in": "query", "schema": {"type": "other words"}}]}}, "/more": {}},
        "required": ["c", "b", "a"], "version": 4});
    assert_eq!(said(Policy::Additive, &stored, &gained), "");
    let lost = json!({"paths": {"/users": {"get": {"parameters": [
        {"name": "page", "in": "query", "schema": "integer"}]}}}, "required": ["a"]});
    assert_eq!(
        said(Policy::Additive, &stored, &lost),
        "`/paths/~1users/get/parameters/0/schema` had the type object and now has string\n\
         `/paths/~1users/get/parameters/1` was removed\n\
         `/required/1 (\"b\")` was removed\n\
         `/version` was removed\n",
    );
    assert!(said(Policy::Additive, &json!(1), &json!(null)).contains("`` had the type number and now has null"));
    let broken = breaches(Policy::Additive, b"{}", b"{").unwrap_err();
    assert!(
        broken
            .to_string()
            .starts_with("the built artefact cannot be compared as JSON: "),
        "{broken}"
    );
}

#[test]
fn elements_are_frozen_by_their_key() {
    let policy = |fields| Policy::FrozenByKey { key: "name", fields };
    let stored = json!([{"name": "list", "schema": {"a": 1}, "about": "x"}, {"name": "get", "schema": {}}]);
    let more =
        json!([{"name": "new"}, {"name": "get", "schema": {}}, {"name": "list", "schema": {"a": 1}, "about": "x"}]);
    assert_eq!(said(policy(&[]), &stored, &more), "");
    let other = json!([{"name": "list", "schema": {"a": 2}, "about": "better"}]);
    assert_eq!(
        said(policy(&["schema"]), &stored, &other),
        "`/list/schema` was `{\"a\":1}` and is now `{\"a\":2}`\n`/get` was removed\n",
    );
    assert_eq!(
        said(
            policy(&[]),
            &stored,
            &json!([{"name": "list", "schema": {"a": 1}, "more": 1}, {"name": "get", "schema": {}}])
        ),
        "`/list/about` was removed\n`/list/more` was absent and is now `1`\n",
    );
    assert!(
        said(policy(&[]), &json!({}), &json!([]))
            .contains("the stored artefact cannot be compared as JSON: it is not a list")
    );
    assert!(
        said(policy(&[]), &json!([]), &json!([{"name": "a"}, {"name": "a"}]))
            .contains("two elements have the name `a`")
    );
    assert!(said(policy(&[]), &json!([]), &json!([{"id": "a"}])).contains("`/0` has no text at `name`"));
}

fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|it| json!(it)),
        "[a-c]{0,2}".prop_map(|it| json!(it))
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-c]|name|/~", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
    .boxed()
}

proptest! {
    #[test]
    fn an_artefact_is_additive_to_itself(value in any_json()) {
        prop_assert_eq!(said(Policy::Additive, &value, &value), "");
    }

    #[test]
    fn a_key_more_is_no_breach_and_a_key_less_is_one(value in any_json()) {
        let with = json!({"value": value, "more": 1});
        let without = json!({"value": value});
        prop_assert_eq!(said(Policy::Additive, &without, &with), "");
        prop_assert_eq!(said(Policy::Additive, &with, &without), "`/more` was removed\n");
    }
}

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("stability-generated-{}-{name}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn text(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.0.join(file)).ok()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn artefact(policy: Policy, reason: bool) -> Artefact {
    let package = PackageId {
        name: "aksara",
        version: "0.6.0",
    };
    Artefact::declared("out/api.json", policy, reason, package)
}

fn bless(artefact: &str, reason: Option<&str>) -> Blessing {
    Blessing {
        artefact: Some(artefact.to_string()),
        reason: reason.map(ToString::to_string),
    }
}

#[test]
fn only_a_blessing_of_its_own_stores_an_artefact() {
    let folder = Folder::new("blessing");
    let artefact = artefact(Policy::Frozen, false);
    let run =
        |built: &[u8], blessing: &Blessing| check(&artefact, built, &folder.0, blessing).map_err(|it| it.to_string());
    let error = run(b"1", &Blessing::default()).unwrap_err();
    assert!(
        error.contains("is promised, but there is no such file: run the test with `STABILITY_BLESS=out/api.json`"),
        "{error}"
    );
    assert!(run(b"1", &bless("out/other.json", None)).is_err());
    assert_eq!(folder.text("out/api.json"), None);
    run(b"1", &bless("out/api.json", None)).unwrap();
    run(b"1", &Blessing::default()).unwrap();
    let error = run(b"2", &Blessing::default()).unwrap_err();
    assert!(
        error.starts_with("`out/api.json` is not generated as promised:\n- it is frozen, but differs:\n"),
        "{error}"
    );
    assert_eq!(folder.text("out/api.json").as_deref(), Some("1"));
    run(b"2", &bless("all", None)).unwrap();
    assert_eq!(folder.text("out/api.json").as_deref(), Some("2"));
    assert_eq!(folder.text("out/api.json.reasons.md"), None);
}

#[test]
fn a_break_is_stored_with_its_reason() {
    let folder = Folder::new("reason");
    let artefact = artefact(Policy::Additive, true);
    let run = |built: &str, blessing: &Blessing| {
        check(&artefact, built.as_bytes(), &folder.0, blessing).map_err(|it| it.to_string())
    };
    run(r#"{"a":1,"b":2}"#, &bless("all", None)).unwrap();
    // What is gained needs none.
    run(r#"{"a":1,"b":2,"c":3}"#, &bless("all", None)).unwrap();
    let error = run(r#"{"a":1}"#, &bless("all", Some(" "))).unwrap_err();
    assert!(
        error.contains("- `/b` was removed\n- `/c` was removed\nset `STABILITY_REASON=\"why\"` too"),
        "{error}"
    );
    run(r#"{"a":1}"#, &bless("all", Some("b leaked\nsecrets"))).unwrap();
    assert_eq!(folder.text("out/api.json").as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(
        folder.text("out/api.json.reasons.md").as_deref(),
        Some("- 0.6.0: b leaked secrets\n  - `/b` was removed\n  - `/c` was removed\n"),
    );
}

#[cfg(unix)]
#[test]
fn targets_of_links_are_not_lost() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("links");
    fs::create_dir_all(folder.0.join("out")).unwrap();
    let at = |file: &str| folder.0.join(file);
    let artefact = artefact(Policy::Frozen, false);
    let run = |built: &[u8]| check(&artefact, built, &folder.0, &bless("all", None)).map_err(|it| it.to_string());

    // Something else is linked where the new text is put together.
    fs::write(at("precious"), "text").unwrap();
    symlink("../precious", at("out/api.json.part")).unwrap();
    run(b"1").unwrap();
    assert_eq!(folder.text("precious").as_deref(), Some("text"));
    assert_eq!(folder.text("out/api.json").as_deref(), Some("1"));

    // The artefact itself is a link.
    fs::rename(at("out/api.json"), at("elsewhere.json")).unwrap();
    symlink("../elsewhere.json", at("out/api.json")).unwrap();
    run(b"2").unwrap();
    assert_eq!(folder.text("elsewhere.json").as_deref(), Some("2"));
    assert!(at("out/api.json").is_symlink());

    fs::remove_file(at("elsewhere.json")).unwrap();
    let error = run(b"3").unwrap_err();
    assert!(
        error
            .contains("it is a link to `../elsewhere.json`, which does not exist: remove the link, or create the file"),
        "{error}"
    );
    assert!(at("out/api.json").is_symlink());
}

#[test]
fn free_artefacts_are_not_compared() {
    let folder = Folder::new("free");
    check(&artefact(Policy::Free, false), b"1", &folder.0, &Blessing::default()).unwrap();
    assert_eq!(folder.text("out/api.json"), None);
}
