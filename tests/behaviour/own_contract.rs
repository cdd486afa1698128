//! The toolkit promises its own items with its own attributes, and only where it is asked to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cargo_stability::coverage::{PublicItem, public_items, unmarked};
use serde_json::Value;
use stability::{Contract, Tier};

use crate::{FIXTURES, contract, items};

/// The runtime, whose policy turns on every feature, `promises` among them, and counts what has no tier.
const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../stability-runtime/Cargo.toml");

/// The target folder of the workspace: what is built here need not be built again to check the toolkit.
static TARGET: LazyLock<PathBuf> =
    LazyLock::new(|| Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned());

/// The contract with everything on.
static WHOLE: LazyLock<Contract> = LazyLock::new(|| {
    let mut show = Command::new(env!("CARGO_BIN_EXE_cargo-stability-under-test"));
    show.args(["show", "--format", "json", "--quiet", "--manifest-path", MANIFEST]);
    let ended = show.arg("--target-dir").arg(&*TARGET).output().unwrap();
    let complaint = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{complaint}");
    Contract::from_json(str::from_utf8(&ended.stdout).unwrap()).unwrap()
});

/// What rustdoc found public with everything on, when items without a tier were counted.
static PUBLIC: LazyLock<Vec<PublicItem>> = LazyLock::new(|| {
    LazyLock::force(&WHOLE);
    public_items(&fs::read(TARGET.join("doc/stability.json")).unwrap()).unwrap()
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
fn an_item_that_loses_its_tier_is_found() {
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

/// Without the feature the toolkit is no crate of the name that its attributes are written with, so that no other feature can
/// turn one on.
#[test]
fn no_contract_of_a_user_has_them() {
    let build = FIXTURES.cargo("build").package("own").run().built();
    let linked: Value = contract(&build.executable("own").print(&[]));
    assert_eq!(
        (items(&linked).len(), &linked["packages"]),
        (0, &Value::Null),
        "{linked:#}"
    );
}
