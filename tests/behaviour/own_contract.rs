//! The toolkit promises its own items with its own attributes, and only where it is asked to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use stability::Contract;

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
}

impl Library {
    fn read(package: &str, name: &'static str, title: &'static str) -> Self {
        let manifest = format!("{}/../{package}/Cargo.toml", env!("CARGO_MANIFEST_DIR"));
        let mut show = Command::new(env!("CARGO_BIN_EXE_cargo-stability-under-test"));
        show.args(["show", "--format", "json", "--quiet", "--manifest-path", &manifest]);
        let output = show.arg("--target-dir").arg(&*TARGET).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{package}: {stderr}");
        let contract = Contract::from_json(str::from_utf8(&output.stdout).unwrap()).unwrap();
        Self { name, title, contract }
    }
}

#[test]
fn every_public_item_has_a_tier() {
    for library in &*LIBRARIES {
        let packages = library.contract.packages().iter();
        let unmarked: Vec<_> = packages.map(|it| it.unmarked).collect();
        assert_eq!(
            unmarked,
            [Some(0)],
            "{}: `cargo stability check --format json` lists them as `uncovered`: write an attribute on each, behind the feature `promises`",
            library.name
        );
    }
}

#[test]
fn every_item_is_in_an_area() {
    for library in &*LIBRARIES {
        let items = library.contract.items().iter();
        let outside: Vec<_> = items.filter(|item| item.area.is_none()).map(|item| &item.id).collect();
        assert_eq!(outside, [""; 0]);
        let header = library.contract.header();
        assert_eq!(header.map(|header| header.name.as_str()), Some(library.title));
    }
}

/// Two types of one name would be told apart by their module alone.
#[test]
fn no_public_type_name_occurs_twice_in_a_library() {
    for library in &*LIBRARIES {
        let mut ids: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for item in library.contract.items() {
            if ["struct", "enum", "union", "trait", "type"].contains(&item.kind.as_str()) {
                let name = item.id.rsplit("::").next().unwrap_or(&item.id);
                ids.entry(name).or_default().push(&item.id);
            }
        }
        ids.retain(|_, ids| ids.len() > 1);
        assert_eq!(ids, BTreeMap::new(), "{}", library.name);
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
