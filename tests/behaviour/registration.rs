//! From wherever an item is, and however it is built, its record arrives.

use std::path::Path;

use serde_json::{Value, json};
use stability_tests::Cargo;

use crate::surface::PLAIN;
use crate::{FIXTURES, contract, ids, item, member};

/// Everything in the fixture `surface`, in the order of the contract.
const IDS: &[&str] = &[
    // A trait's implementation, sealed, for a type with parameters.
    "surface::<Holder<'_, T> as Sealed>",
    // A trait's implementation for a type in a private module.
    "surface::<private::deep::Hidden as Speak>",
    "surface::Alias",
    "surface::Choice",
    "surface::Either",
    "surface::GREETING",
    // Two names of one re-export, from a private module.
    "surface::Hidden",
    "surface::Holder",
    "surface::Holder::CAPACITY",
    // A method with parameters of its own, which nothing calls.
    "surface::Holder::map",
    "surface::Holder::new",
    "surface::Holder::transform",
    // An `impl` for one choice of parameters.
    "surface::Holder<'_, u8>::sum",
    // Inside functions: the language gives these the path of the module around.
    "surface::InsideFunction",
    "surface::InsideFunction::method",
    "surface::LIMIT",
    "surface::Sealed",
    "surface::Shown",
    "surface::Speak",
    // Modules in files.
    "surface::files::InFile",
    "surface::files::below::InFileBelow",
    "surface::files::below::in_area",
    "surface::free",
    // Inline modules in inline modules.
    "surface::inline::inner",
    "surface::inline::inner::InTwo",
    "surface::inline::inner::InTwo::lone",
    "surface::inline::inner::innermost",
    "surface::inline::inner::innermost::bottom",
    "surface::inline::plain::by_path",
    "surface::inside_method",
    // Lone members, whose type the attribute cannot see: methods by their line.
    "surface::lone::LONE_CONST",
    "surface::lone::{impl#13}::method",
    "surface::lone::{impl#21}::generic",
    "surface::lone::{impl#27}::without_receiver",
    "surface::lone::{impl#33}::asynchronous",
    // Made by a `macro_rules!`.
    "surface::made::First",
    "surface::made::First::own_name",
    "surface::made::Second",
    "surface::made::Second::own_name",
    "surface::made::first",
    "surface::made::second",
    "surface::match",
    "surface::outermost",
    // In private modules.
    "surface::predicates::Fields",
    "surface::predicates::Fields::kept",
    "surface::predicates::Fields::new",
    "surface::predicates::Fields::with_was",
    "surface::predicates::Methods",
    "surface::predicates::Variants",
    "surface::predicates::items::Grows",
    "surface::predicates::items::Whole",
    "surface::predicates::items::unasked",
    "surface::predicates::items::unasked::Unasked",
    "surface::private::deep::<Hidden as core::fmt::Display>",
    "surface::private::deep::Hidden",
    "surface::private::deep::Hidden::new",
    // Under predicates: what is not there is not promised.
    // Where users find them: what is generated and what is written.
    "surface::public::Path",
    "surface::public::Path::of",
    "surface::public::Path::shown",
    "surface::say",
    "surface::superseded",
];

#[test]
fn a_record_is_collected_from_every_place_of_an_item() {
    let contract = contract(&PLAIN);
    assert_eq!(ids(&contract), IDS);
}

#[test]
fn an_item_that_cfg_removes_is_not_promised() {
    let contract = contract(&PLAIN);
    let members = |id: &str| -> Vec<String> {
        let members = item(&contract, id)["members"].as_array().cloned().unwrap_or_default();
        members
            .iter()
            .map(|member| member["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        members("surface::predicates::Fields"),
        ["kept", "untouched", "was", "is"]
    );
    assert_eq!(members("surface::predicates::Variants"), ["Kept"]);
    assert_eq!(members("surface::predicates::Methods"), ["kept"]);

    let fields = item(&contract, "surface::predicates::Fields");
    let old = json!({ "since": "1.2.0", "note": "old" });
    assert_eq!(member(fields, "was")["deprecated"], old);
    assert_eq!(
        item(&contract, "surface::predicates::Fields::with_was")["deprecated"],
        old
    );
    assert_eq!(member(fields, "is")["deprecated"], Value::Null);
    for (name, exhaustive) in [("Grows", false), ("Whole", true), ("unasked::Unasked", true)] {
        let id = format!("surface::predicates::items::{name}");
        assert_eq!(item(&contract, &id)["exhaustive"], exhaustive, "{id}");
    }
}

#[test]
fn every_key_of_an_attribute_is_in_the_contract() {
    let contract = contract(&PLAIN);
    assert_eq!(contract["schema"], "stability/contract@1");
    assert_eq!(contract["contract"]["name"], "Surface");
    assert_eq!(contract["contract"]["state"], "beta");
    assert_eq!(contract["contract"]["scope"], ">=1.0.0, <2.0.0");
    assert_eq!(contract["package"]["name"], "surface");
    assert_eq!(contract["package"]["version"], "1.4.0");

    let free = item(&contract, "surface::free");
    for (key, value) in [
        ("kind", "fn"),
        ("tier", "frozen"),
        ("since", "1.0.0"),
        ("docs", "https://example.org/free"),
        ("signature", "fn free()"),
        ("package", "surface"),
    ] {
        assert_eq!(free[key], value, "{key}");
    }
    assert_eq!(item(&contract, "surface::match")["since"], "next");
    assert_eq!(item(&contract, "surface::Holder")["exhaustive"], false);

    let hidden = item(&contract, "surface::private::deep::Hidden");
    assert_eq!(member(hidden, "shown").get("tier"), None, "it has its container's");
    assert_eq!(member(hidden, "later")["tier"], "beta");
    assert_eq!(
        hidden["members"].as_array().map(Vec::len),
        Some(2),
        "a private field is not a member: {hidden:#}"
    );

    // What an `impl` may show, its methods may.
    for method in ["surface::Holder::new", "surface::Holder::map"] {
        let may_expose = item(&contract, method)["may_expose"].as_array();
        assert_eq!(
            may_expose,
            Some(&vec!["Either".into(), "crate::Choice".into()]),
            "{method}"
        );
    }
    let one = member(item(&contract, "surface::Choice"), "One");
    assert_eq!(one["may_expose"].as_array(), Some(&vec!["Hidden".into()]));

    let both = member(item(&contract, "surface::Choice"), "Both");
    assert_eq!(member(both, "left")["signature"], "u8");
    let speak = item(&contract, "surface::Speak");
    assert_eq!(member(speak, "whisper")["tier"], "evolving");
    assert_eq!(member(speak, "whisper")["provided"], true, "it has a body");
    assert_eq!(
        member(speak, "speak").get("provided"),
        None,
        "who implements the trait must write it"
    );
}

#[test]
fn areas_arrive_from_files_inline_modules_and_keys() {
    let contract = contract(&PLAIN);
    let area = |id| item(&contract, id)["area"].as_str();
    assert_eq!(area("surface::files::InFile"), Some("Files"));
    assert_eq!(area("surface::files::below::in_area"), Some("Below"));
    assert_eq!(area("surface::files::below::InFileBelow"), Some("Inline"));
    assert_eq!(area("surface::inline::inner::innermost::bottom"), Some("Inline"));
    assert_eq!(area("surface::free"), None);
}

#[test]
fn a_sealed_trait_lists_its_implementations() {
    let contract = contract(&PLAIN);
    let sealed = &item(&contract, "surface::Sealed")["sealed"]["implementations"];
    let expected = ["surface::<Holder<'_, T> as Sealed>", "surface::<u8 as Sealed>"];
    assert_eq!(
        sealed.as_array().map(Vec::as_slice),
        Some(&expected.map(Into::into)[..])
    );
    let implementation = item(&contract, "surface::<Holder<'_, T> as Sealed>");
    assert_eq!(implementation["implements"], "surface::Sealed");
}

#[test]
fn both_forms_of_deprecation_arrive() {
    let contract = contract(&PLAIN);
    let plain = &item(&contract, "surface::superseded")["deprecated"];
    assert_eq!(plain["since"], "1.1.0");
    assert_eq!(plain["note"], "plainly");
    let ours = &item(&contract, "surface::Holder::transform")["deprecated"];
    assert_eq!(ours["since"], "1.3.0");
    assert_eq!(ours["note"], "slow");
    assert_eq!(ours["replacement"], "Holder::<u8>::map::<u8>");
}

fn build(features: &[&str]) -> Cargo<'static> {
    FIXTURES.cargo("build").package("surface").features(features)
}

/// Builds the fixture and compares its contract with the plain one.
#[track_caller]
fn same(build: Cargo<'_>) {
    let json = build.run().built().executable("surface").print(&[]);
    assert_eq!(json, *PLAIN);
}

#[test]
fn link_time_optimisation_loses_nothing_of_linkme() {
    // With the package that is built so for inventory.
    same(build(&["surface/linkme"]).package("embedded").smallest());
}

#[test]
fn linkme_collects_what_inventory_collects() {
    same(build(&["surface/linkme"]));
}

#[test]
fn both_backends_together_collect_it_once() {
    same(build(&["surface/inventory", "surface/linkme"]));
}

#[test]
fn a_test_harness_collects_what_a_program_collects() {
    let build = FIXTURES
        .cargo("test")
        .package("surface")
        .features(&["surface/inventory"]);
    let harness = build.library_tests().run().built();
    let printed = harness
        .executable("surface")
        .print(&["--exact", "tests::contract", "--nocapture"]);
    let json = printed.split_once("<<<").and_then(|(_, rest)| rest.split_once(">>>"));
    assert_eq!(json.map(|(json, _)| json), Some(PLAIN.as_str()), "{printed}");
}

#[test]
fn the_contract_is_the_same_from_another_folder() {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("elsewhere/deep/down");
    let elsewhere = FIXTURES.copied_to(&copy).expect("the fixtures can be copied");
    let build = elsewhere
        .cargo("build")
        .package("surface")
        .features(&["surface/inventory"]);
    let json = build
        .from_folder(&std::env::temp_dir())
        .run()
        .built()
        .executable("surface")
        .print(&[]);
    assert_eq!(json, *PLAIN);
    for folder in [FIXTURES.workspace(), &copy] {
        let folder = folder.to_string_lossy();
        assert!(!json.contains(&*folder), "{folder} is in the contract: {json}");
    }
}
