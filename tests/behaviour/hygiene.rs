//! The expansions are quiet under the lints of a careful user, and mean the same whatever names are around.

use std::sync::LazyLock;

use serde_json::Value;
use stability_tests::Cargo;

use crate::{FIXTURES, contract, item, items, member};

const PACKAGES: [&str; 4] = ["behind-facade", "hygiene", "optional", "renamed"];

/// Has clippy look at the packages, which deny everything.
#[track_caller]
fn quiet(features: &[&str]) {
    let clippy = FIXTURES.cargo("clippy").features(features);
    let ended = PACKAGES.into_iter().fold(clippy, Cargo::package).run().built();
    for package in PACKAGES {
        let target = package.replace('-', "_");
        assert_eq!(ended.diagnostics_of(&target), Vec::<&_>::new(), "{ended}");
    }
}

#[test]
fn quiet_without_a_backend() {
    quiet(&[]);
}

#[test]
fn quiet_with_inventory() {
    quiet(&["hygiene/inventory", "hygiene/documents", "optional/contract"]);
}

#[test]
fn quiet_with_linkme() {
    quiet(&["hygiene/linkme", "hygiene/documents", "optional/contract"]);
}

#[test]
fn quiet_where_the_lines_are_embedded() {
    quiet(&["hygiene/embed", "hygiene/documents", "optional/contract"]);
    quiet(&["hygiene/embed", "hygiene/linkme", "optional/contract"]);
}

#[test]
fn quiet_with_unstable_features() {
    quiet(&["hygiene/inventory", "hygiene/unstable", "hygiene/unstable-sketch"]);
}

/// The contract of the packages, with these features of the program that prints it.
fn heard(features: &[&str]) -> Value {
    let build = FIXTURES.cargo("build").package("hygiene-heard").features(features);
    contract(&build.run().built().executable("hygiene-heard").print(&[]))
}

static HEARD: LazyLock<Value> = LazyLock::new(|| heard(&["hygiene-heard/inventory", "hygiene-heard/contract"]));

#[test]
fn every_name_reaches_the_contract() {
    let contract = &*HEARD;
    let mut heard: Vec<_> = items(contract)
        .iter()
        .filter_map(|item| item["package"].as_str())
        .collect();
    heard.dedup();
    assert_eq!(heard, PACKAGES);

    for id in [
        "behind_facade::inline::in_area",
        "behind_facade::things::<Thing as Sealed>",
        "behind_facade::things::Thing::weak",
        "behind_facade::things::Weak",
        "hygiene::made::<Generic<u8> as Made>",
        "hygiene::made::Generic<u8>::method",
        "hygiene::names::RECORDS",
        "hygiene::names::SUBMISSION",
        "hygiene::names::match",
        "hygiene::names::s::s",
        "hygiene::names::type",
        "hygiene::shadowed::libraries::core::option",
        "hygiene::shadowed::libraries::stability::stable",
        "hygiene::shadowed::prelude::None",
        "hygiene::shadowed::prelude::Result",
        "hygiene::shadowed::prelude::Some",
        "renamed::by_their_name",
    ] {
        item(contract, id);
    }
    let headers = contract["packages"].as_array().into_iter().flatten();
    let names: Vec<_> = headers.map(|package| &package["contract"]["name"]).collect();
    assert_eq!(names, ["Behind", "Hygiene", "Optional", "Renamed"]);
    assert_eq!(item(contract, "renamed::things::function")["area"], "Things");
    assert_eq!(item(contract, "behind_facade::things::Thing")["area"], "Things");
}

#[test]
fn members_under_a_condition_arrive_when_it_holds() {
    let with = &*HEARD;
    let optional = item(with, "optional::Optional");
    assert_eq!(member(optional, "field")["tier"], "beta");
    assert_eq!(member(optional, "field")["since"], "1.1.0");
    assert_eq!(member(optional, "field")["note"], "grows");
    assert_eq!(member(optional, "besides")["tier"], "evolving");
    assert_eq!(member(optional, "without").get("tier"), None);
    assert_eq!(member(optional, "retired")["deprecated"]["replacement"], "without");
    assert_eq!(item(with, "optional::Optional::method")["tier"], "beta");
    assert_eq!(item(with, "optional::Optional::without")["tier"], "stable");
    assert_eq!(member(item(with, "optional::Choice"), "One")["tier"], "beta");
    assert_eq!(member(item(with, "optional::Speak"), "speak")["tier"], "evolving");
    let in_area = item(with, "optional::inline::InArea");
    assert_eq!(in_area["area"], "Inline");
    assert_eq!(member(in_area, "field")["tier"], "beta");

    let without = heard(&["hygiene-heard/inventory"]);
    assert!(
        items(&without).iter().all(|item| item["package"] != "optional"),
        "{without:#}"
    );
}
