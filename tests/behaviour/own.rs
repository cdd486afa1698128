//! The toolkit promises its own items with its own attributes, and only where it is asked to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cargo_stability::coverage::{PublicItem, public_items, unmarked};
use serde_json::Value;
use stability::{Contract, Tier};
use stability_tests::Fixtures;

use crate::{FIXTURES, contract, items};

/// The workspace of the toolkit, built into the folder of the fixtures.
static TOOLKIT: LazyLock<Fixtures> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    Fixtures::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), folder.join("fixtures"))
});

/// Every feature of the runtime, `promises` among them.
static FEATURES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let manifest = fs::read_to_string(TOOLKIT.workspace().join("stability-runtime/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    manifest["features"].as_table().unwrap().keys().cloned().collect()
});

/// What the fixture prints, with these features of the runtime.
fn printed(features: &[String]) -> String {
    let features: Vec<_> = features.iter().map(|it| format!("stability-runtime/{it}")).collect();
    let features: Vec<_> = features.iter().map(String::as_str).collect();
    let build = FIXTURES.cargo("build").package("own").features(&features);
    build.run().built().executable("own").print(&[])
}

/// The contract with everything on.
static WHOLE: LazyLock<Contract> = LazyLock::new(|| Contract::from_json(&printed(&FEATURES)).unwrap());

/// What rustdoc finds public with everything on.
static PUBLIC: LazyLock<Vec<PublicItem>> = LazyLock::new(|| {
    let features: Vec<_> = FEATURES.iter().map(String::as_str).collect();
    let rustdoc = TOOLKIT
        .cargo("rustdoc")
        .package("stability-runtime")
        .features(&features);
    let _ = rustdoc.as_json().run().built();
    let json = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures/doc/stability.json");
    public_items(&fs::read(json).unwrap()).unwrap()
});

#[test]
fn every_public_item_has_a_tier() {
    // That something is found at all.
    for path in [
        "stability::Tier",
        "stability::Tier::as_str",
        "stability::uphold",
        "stability::stable",
    ] {
        assert!(PUBLIC.iter().any(|item| item.path == path), "{path}");
    }
    let without: Vec<_> = unmarked(&PUBLIC, &WHOLE).into_iter().map(ToString::to_string).collect();
    assert_eq!(
        without, [""; 0],
        "write an attribute on each, behind the feature `promises`"
    );
}

#[test]
fn what_loses_its_tier_is_found() {
    let without = WHOLE
        .clone()
        .filtered(|item| item.id != "stability::Tier::as_str" && item.id != "stability::stable");
    let found: Vec<_> = unmarked(&PUBLIC, &without)
        .into_iter()
        .map(|item| item.path.as_str())
        .collect();
    assert_eq!(found, ["stability::Tier::as_str", "stability::stable"]);
}

#[test]
fn items_are_promised_under_the_paths_that_users_write() {
    let paths: BTreeSet<&str> = PUBLIC
        .iter()
        .flat_map(|item| item.aliases.iter().chain([&item.path]))
        .map(String::as_str)
        .collect();
    let is_strange = |item: &&stability::contract::Item| {
        let is_rust = item.id.starts_with("stability::");
        is_rust && item.tier > Tier::Internal && !paths.contains(item.id.as_str())
    };
    let strange: Vec<_> = WHOLE.items().iter().filter(is_strange).map(|item| &item.id).collect();
    assert_eq!(strange, [""; 0], "`path` says where users find these");
}

#[test]
fn every_item_stands_in_an_area() {
    let outside: Vec<_> = WHOLE
        .items()
        .iter()
        .filter(|item| item.area.is_none())
        .map(|item| &item.id)
        .collect();
    assert_eq!(outside, [""; 0]);
    assert_eq!(WHOLE.header().map(|header| header.name.as_str()), Some("Stability"));
}

#[test]
fn no_contract_of_a_user_has_them() {
    let silent: Vec<_> = FEATURES
        .iter()
        .filter(|feature| *feature != "promises")
        .cloned()
        .collect();
    let linked: Value = contract(&printed(&silent));
    assert_eq!(
        (items(&linked).len(), &linked["packages"]),
        (0, &Value::Null),
        "{linked:#}"
    );
}
