//! The toolkit promises its own items with its own attributes, and only where it is asked to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cargo_stability::coverage::{PublicItem, public_items, unmarked};
use serde_json::Value;
use stability::contract::Item;
use stability::{Contract, Tier};

use crate::{FIXTURES, contract, items};

/// The target folder of the workspace: what is built here need not be built again to check the toolkit.
static TARGET: LazyLock<PathBuf> =
    LazyLock::new(|| Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned());

/// The libraries. The policy of each turns on every feature, `promises` among them, and counts what has no tier.
static LIBRARIES: LazyLock<[Library; 3]> = LazyLock::new(|| {
    [
        Library::read("stability-runtime", "stability", "Stability"),
        Library::read("stability-http", "stability_http", "Stability on HTTP"),
        Library::read("stability-policy", "stability_policy", "Stability policy"),
    ]
});

/// A library with everything on.
struct Library {
    /// Its name in paths.
    name: &'static str,
    /// The name of its contract.
    title: &'static str,
    contract: Contract,
    /// What rustdoc found public when items without a tier were counted.
    public: Vec<PublicItem>,
}

impl Library {
    fn read(package: &str, name: &'static str, title: &'static str) -> Self {
        let manifest = format!("{}/../{package}/Cargo.toml", env!("CARGO_MANIFEST_DIR"));
        let mut show = Command::new(env!("CARGO_BIN_EXE_cargo-stability-under-test"));
        show.args(["show", "--format", "json", "--quiet", "--manifest-path", &manifest]);
        let output = show.arg("--target-dir").arg(&*TARGET).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{package}: {stderr}");
        let documentation = TARGET.join(format!("doc/{name}.json"));
        Self {
            name,
            title,
            contract: Contract::from_json(str::from_utf8(&output.stdout).unwrap()).unwrap(),
            public: public_items(&fs::read(documentation).unwrap()).unwrap(),
        }
    }
}

#[test]
fn every_public_item_has_a_tier() {
    // That something is found at all.
    for path in [
        "stability::Tier",
        "stability::Tier::as_str",
        "stability::uphold",
        "stability::stable",
        "stability_http::server::StabilityLayer",
        "stability_policy::judge",
    ] {
        let mut public = LIBRARIES.iter().flat_map(|library| &library.public);
        assert!(public.any(|item| item.path == path), "{path}");
    }
    for library in &*LIBRARIES {
        let without = unmarked(&library.public, &library.contract);
        let without: Vec<_> = without.into_iter().map(ToString::to_string).collect();
        assert_eq!(
            without, [""; 0],
            "write an attribute on each, behind the feature `promises`"
        );
    }
}

#[test]
fn an_item_that_loses_its_tier_is_found() {
    let [runtime, ..] = &*LIBRARIES;
    let without = runtime
        .contract
        .clone()
        .filtered(|item| item.id != "stability::Tier::as_str" && item.id != "stability::stable");
    let found: Vec<_> = unmarked(&runtime.public, &without)
        .into_iter()
        .map(|item| item.path.as_str())
        .collect();
    assert_eq!(found, ["stability::Tier::as_str", "stability::stable"]);
}

#[test]
fn items_are_promised_under_the_paths_that_users_write() {
    for library in &*LIBRARIES {
        let paths: BTreeSet<&str> = library
            .public
            .iter()
            .flat_map(|item| item.aliases.iter().chain([&item.path]))
            .map(String::as_str)
            .collect();
        let is_strange = |item: &&Item| {
            let is_rust = item.id.split("::").next() == Some(library.name);
            is_rust && item.tier > Tier::Internal && !paths.contains(item.id.as_str())
        };
        let items = library.contract.items().iter();
        let strange: Vec<_> = items.filter(is_strange).map(|item| &item.id).collect();
        assert_eq!(strange, [""; 0], "`path` says where users find these");
    }
}

#[test]
fn every_item_stands_in_an_area() {
    for library in &*LIBRARIES {
        let items = library.contract.items().iter();
        let outside: Vec<_> = items.filter(|item| item.area.is_none()).map(|item| &item.id).collect();
        assert_eq!(outside, [""; 0]);
        let header = library.contract.header();
        assert_eq!(header.map(|header| header.name.as_str()), Some(library.title));
    }
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
