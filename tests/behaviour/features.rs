//! What is experimental is visible with its feature, and promised with and without it.

use serde_json::json;

use crate::{FIXTURES, contract, item, items, member};

#[test]
fn without_the_feature_nothing_outside_can_use_it() {
    let refused = FIXTURES.cargo("check").package("gated-user").run().refused();
    let errors = refused.diagnostics_of("gated-user");
    let errors: Vec<_> = errors
        .iter()
        .filter(|one| one.level == "error" && one.line > 0)
        .collect();
    for (line, message) in [
        ("settled.method();", "method `method` is private"),
        ("let _ = settled.field;", "field `field` of struct `Settled` is private"),
        (
            "let _ = gated::Struct { inside: 1 }.of_struct();",
            "struct `Struct` is private",
        ),
        ("let _ = gated::Enum::Variant;", "enum `Enum` is private"),
        ("impl gated::Trait for Implements {}", "trait `Trait` is private"),
        ("gated::function();", "function `function` is private"),
        ("let _ = gated::CONST;", "constant `CONST` is private"),
        ("let _ = gated::STATIC;", "static `STATIC` is private"),
        ("let _: gated::Alias = 1;", "type alias `Alias` is private"),
        ("gated::module::inside();", "module `module` is private"),
        ("let _ = gated::Renamed;", "unit struct `Renamed` is private"),
        ("gated::without_a_name();", "function `without_a_name` is private"),
    ] {
        assert!(
            errors
                .iter()
                .any(|error| error.source == line && error.message == message),
            "`{line}` should be refused, because {message}: {refused}",
        );
    }
    assert!(
        errors.iter().all(|error| !error.source.contains("uses_all")),
        "{refused}"
    );
}

#[test]
fn with_the_feature_everything_outside_can_use_it() {
    let check = FIXTURES
        .cargo("check")
        .package("gated-user")
        .features(&["gated-user/sketch"]);
    let check = check.run().built();
    for binary in ["gated-user", "by-cfg"] {
        assert_eq!(check.diagnostics_of(binary), Vec::<&_>::new(), "{check}");
    }
}

#[test]
fn the_contract_has_it_with_and_without_the_feature() {
    let [without, with] = [
        &["gated/inventory"][..],
        &["gated/inventory", "gated/unstable-sketch", "gated/gated_open"],
    ]
    .map(|features| {
        let built = FIXTURES
            .cargo("build")
            .package("gated")
            .features(features)
            .run()
            .built();
        assert_eq!(built.diagnostics_of("gated"), Vec::<&_>::new(), "{built}");
        built.executable("gated").print(&[])
    });
    assert_eq!(with, without);

    let contract = contract(&with);
    for name in [
        "Alias",
        "CONST",
        "Enum",
        "Renamed",
        "STATIC",
        "Settled::method",
        "Struct",
        "Struct::of_struct",
        "Trait",
        "function",
        "module",
        "module::inside",
    ] {
        let item = item(&contract, &format!("gated::{name}"));
        assert_eq!(item["tier"], "experimental", "{name}");
        assert_eq!(item["feature"], "unstable-sketch", "{name}");
    }
    for name in [
        "Settled::later",
        "by_cfg::CONST",
        "by_cfg::Renamed",
        "by_cfg::Struct",
        "by_cfg::Struct::new",
        "by_cfg::Struct::of_struct",
        "by_cfg::Trait",
        "by_cfg::TraitExt",
        "by_cfg::function",
    ] {
        let item = item(&contract, &format!("gated::{name}"));
        assert_eq!(
            (&item["tier"], &item["cfg"]),
            (&json!("experimental"), &json!("gated_by_cfg")),
            "{name}"
        );
    }
    assert_eq!(item(&contract, "gated::by_cfg::function")["was"], "gated_preview");
    // A lone method does not know its type.
    let alone = items(&contract).iter().find(|item| item["name"] == "alone");
    assert_eq!(alone.expect("it is in the contract")["cfg"], "gated_by_cfg");
    assert_eq!(item(&contract, "gated::by_cfg::TraitExt")["sealed"], json!({}));
    let settled = item(&contract, "gated::Settled");
    assert_eq!(member(settled, "field")["feature"], "unstable-sketch");
    assert_eq!(settled.get("feature"), None);
    // A field has the feature of its struct.
    assert_eq!(member(item(&contract, "gated::Struct"), "inside").get("feature"), None);
    assert_eq!(item(&contract, "gated::without_a_name")["feature"], "unstable");
}

#[test]
fn documents_ask_for_their_feature() {
    let check = FIXTURES.cargo("check").package("without-serde").run().refused();
    let errors = check.diagnostics_of("without_serde");
    let messages: Vec<&str> = errors
        .iter()
        .map(|error| error.message.as_str())
        .filter(|message| !message.starts_with("aborting"))
        .collect();
    let needs = |what: &str, on: &str| {
        format!(
            "`{what}` on {on} needs the feature `serde` of `stability-runtime`: write `features = [\"serde\"]` in its dependency in Cargo.toml"
        )
    };
    assert_eq!(
        messages,
        [
            needs("schema", "struct `Document`"),
            needs("extensions", "struct `Document`"),
            needs("reserved", "field `memory`"),
            "field `memory` is reserved but has the type `String`: write `stability::Reserved` as its type".to_owned(),
        ],
        "{check}"
    );
}
