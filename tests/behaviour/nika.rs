//! The example's kernel in two releases: who is built on it stays as it is, and the contract says what came.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use stability_tests::{BuildOutput, Fixtures};

use crate::{contract, items};

/// The workspace of one release of the kernel.
fn workspace(folder: &str) -> Fixtures {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    Fixtures::new(root.join(folder), target)
}

static EARLIER: LazyLock<Fixtures> = LazyLock::new(|| workspace(""));
static LATER: LazyLock<Fixtures> = LazyLock::new(|| workspace("examples/nika/later"));

fn build(release: &Fixtures, command: &str, packages: &[&str]) -> BuildOutput {
    let call = packages
        .iter()
        .fold(release.cargo(command), |call, package| call.package(package));
    let call = if command == "test" { call.tests() } else { call };
    // As the fixtures are built, so that what both use is built once.
    let settings = ["profile.dev.debug = false", "profile.test.debug = false"];
    let call = settings.iter().fold(call, |call, setting| call.config(setting));
    call.run().built()
}

/// The tests of one harness, which all pass.
#[track_caller]
fn passed(built: &BuildOutput, harness: &str) -> Vec<String> {
    let printed = built.executable(harness).print(&[]);
    let tests = printed.lines().filter_map(|line| line.strip_suffix(" ... ok"));
    let mut tests: Vec<_> = tests.map(str::to_owned).collect();
    tests.sort();
    assert!(!tests.is_empty(), "`{harness}` should have tests: {printed}");
    tests
}

#[test]
fn the_friend_and_the_community_package_pass_their_tests_over_both_releases() {
    let users = ["acme-memory", "nika-provider-echo"];
    let earlier = build(&EARLIER, "test", &users);
    let later = build(
        &LATER,
        "test",
        &[users, ["nika-kernel@0.95.0", "nika-memory-vector"]].concat(),
    );
    for harness in ["acme_memory", "nika_provider_echo"] {
        assert_eq!(passed(&earlier, harness), passed(&later, harness));
    }
    // What came with the later release, and the documents that go from one to the other.
    for harness in ["documents", "nika_kernel", "nika_memory_vector"] {
        passed(&later, harness);
    }
}

/// Every promise of a contract by its id, members under the id of their item; with all that may not change.
fn promises(contract: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for item in items(contract) {
        add(item, item["id"].as_str().unwrap_or_default(), &mut found);
    }
    found
}

fn add(node: &Value, id: &str, found: &mut BTreeMap<String, Value>) {
    let mut promise = node.clone();
    if let Some(promise) = promise.as_object_mut() {
        for key in ["location", "members", "note"] {
            promise.remove(key);
        }
    }
    found.insert(id.to_owned(), promise);
    for member in node["members"].as_array().into_iter().flatten() {
        add(
            member,
            &format!("{id}.{}", member["name"].as_str().unwrap_or_default()),
            found,
        );
    }
}

#[test]
fn the_contracts_differ_in_what_was_added() {
    let [earlier, later] = [&EARLIER, &LATER].map(|release| {
        let built = build(release, "build", &["nika"]);
        promises(&contract(
            &built.executable("nika-contract").print(&["--format", "json"]),
        ))
    });
    let gone: Vec<_> = earlier.keys().filter(|id| !later.contains_key(*id)).collect();
    assert!(gone.is_empty(), "{gone:?}");
    let added: Vec<_> = later.keys().filter(|id| !earlier.contains_key(*id)).collect();
    assert_eq!(
        added,
        [
            "NIKA-ENGINE-1003",
            "nika_kernel::fault::Fault.NamelessFrame",
            "nika_kernel::inference::InferRequest::with_memory",
            "nika_kernel::memory::MemoryEvent.Compacted",
            "nika_kernel::memory::MemoryEvent.Compacted.0",
            "nika_kernel::memory::MemoryEvent.Forgotten",
            "nika_kernel::memory::MemoryEvent.Forgotten.0",
            "nika_kernel::memory::MemoryQuery.task",
            "nika_kernel::memory::MemoryQuery::with_task",
            "nika_kernel::memory::MemoryStore.related",
            "nika_kernel::memory::MemoryTask.Forget",
        ]
    );
    let changed = earlier.iter().filter(|(id, promise)| later.get(*id) != Some(promise));
    let changed: Vec<_> = changed.map(|(id, _)| id).collect();
    assert_eq!(
        changed,
        [
            // Documents have one more key.
            "nika_kernel::inference::InferRequest",
            // It was reserved, and is a field.
            "nika_kernel::inference::InferRequest.memory",
            // Documents have one more variant.
            "nika_kernel::memory::MemoryTask",
        ]
    );
}
