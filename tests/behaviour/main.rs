//! What the attributes do in whole packages: built, linked, run.

#![forbid(unsafe_code)]

mod audit;
mod cargo_stability;
mod conformance;
mod cycles;
mod deprecation;
mod documentation;
mod documents;
mod embed;
mod features;
mod growth;
mod histories;
mod hygiene;
mod linking;
mod migration;
mod nika;
mod other_macros;
mod own_contract;
mod packages;
mod phrases;
mod readability;
mod registration;
mod rules;
mod surface;
#[cfg(target_os = "linux")]
mod without_std;
#[cfg(target_os = "linux")]
mod zero_cost;

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use stability_tests::Fixtures;

/// The fixtures, built into a folder of their own that all tests share.
static FIXTURES: LazyLock<Fixtures> = LazyLock::new(|| {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    Fixtures::new(package.join("fixtures"), folder.join("fixtures"))
});

/// The contract that a program printed.
#[track_caller]
fn contract(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("this is no JSON ({error}): {json}"))
}

/// The items of a contract.
fn items(contract: &Value) -> &[Value] {
    contract["items"].as_array().map_or(&[], Vec::as_slice)
}

/// The ids of the items of a contract, in its order.
fn ids(contract: &Value) -> Vec<&str> {
    items(contract).iter().filter_map(|item| item["id"].as_str()).collect()
}

/// The item with this id.
#[track_caller]
fn item<'a>(contract: &'a Value, id: &str) -> &'a Value {
    let found = items(contract).iter().find(|item| item["id"] == id);
    found.unwrap_or_else(|| panic!("`{id}` should be in the contract: {contract:#}"))
}

/// The member of an item.
#[track_caller]
fn member<'a>(item: &'a Value, name: &str) -> &'a Value {
    let members = item["members"].as_array().map_or(&[][..], Vec::as_slice);
    let found = members.iter().find(|member| member["name"] == name);
    found.unwrap_or_else(|| panic!("`{name}` should be a member: {item:#}"))
}
