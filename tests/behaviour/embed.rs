//! What a built file says of its contract is what the program prints, however it was built.

use cargo_stability::section::{SectionError, lines};
use stability::Contract;
use stability_tests::{BuildOutput, Cargo};

use crate::FIXTURES;
use crate::surface::PLAIN;

/// A build of the fixture with the feature `embed`.
fn build() -> Cargo<'static> {
    FIXTURES
        .cargo("build")
        .package("embedded")
        .package("surface")
        .features(&["embedded/embed"])
}

/// The contract that the program prints.
#[track_caller]
fn printed(built: &BuildOutput) -> Contract {
    let json = built.executable("embedded").print(&[]);
    Contract::from_json(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

#[track_caller]
fn read(file: &[u8]) -> Vec<&str> {
    lines(file).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn contract(lines: &[&str]) -> Contract {
    Contract::from_lines(lines.iter().copied()).unwrap_or_else(|error| panic!("{error}"))
}

/// The program and both forms of library that a linker makes say what the program prints.
#[track_caller]
fn same(built: &BuildOutput) {
    let printed = printed(built);
    let program = built
        .executable("embedded")
        .bytes()
        .expect("what was built can be read");
    let (cdylib, staticlib) = (built.library("embedded", "so"), built.library("embedded", "a"));
    for (form, file) in [("program", program), ("cdylib", cdylib), ("staticlib", staticlib)] {
        assert_eq!(contract(&read(&file)).to_json(), printed.to_json(), "{form}");
    }
}

/// The library holds its own records; those of its dependency are in its dependency.
#[track_caller]
fn same_in_rlibs(built: &BuildOutput) {
    let (own, dependency) = (built.library("embedded", "rlib"), built.library("surface", "rlib"));
    let (own, dependency) = (read(&own), read(&dependency));
    let of = |lines: &[&str]| {
        let mut packages: Vec<_> = contract(lines)
            .packages()
            .iter()
            .map(|it| it.package.to_string())
            .collect();
        packages.dedup();
        packages
    };
    assert_eq!(of(&own), ["embedded 1.4.0-rc.1"]);
    assert_eq!(of(&dependency), ["surface 1.4.0"]);
    let both = [own, dependency].concat();
    assert_eq!(contract(&both).to_json(), printed(built).to_json());
}

#[test]
fn the_section_of_a_plain_build_equals_the_printed_contract() {
    let built = build().run().built();
    same(&built);
    same_in_rlibs(&built);

    let printed = printed(&built);
    let kinds: std::collections::BTreeSet<_> = printed.items().iter().map(|item| item.kind.as_str()).collect();
    // The fixture has what a record can say; were something dropped on both ways, this would tell.
    for kind in [
        "artefact",
        "command",
        "enum",
        "env",
        "error-code",
        "exit-code",
        "guarantee",
        "impl",
        "method",
        "mod",
        "option",
        "route",
        "schema",
        "setting",
        "struct",
        "trait",
        "use",
    ] {
        assert!(kinds.contains(kind), "{kind} in {kinds:?}");
    }
    let item = |id: &str| {
        let found = printed.items().iter().find(|item| item.id == id);
        found.unwrap_or_else(|| panic!("`{id}` should be in the contract: {}", printed.to_json()))
    };
    let frame = item("embedded::said::memory::Frame");
    assert_eq!(
        frame.note.as_deref(),
        Some("says \"so\"\n\tand \\ so \u{1}\u{7f}\u{2028}🦀")
    );
    assert_eq!(frame.area.as_deref(), Some("Memory"));
    let members: Vec<_> = frame.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(members, ["kept", "present", "leaving"]);
    let gone = item("GET /skills/{id}/v1").deprecated.as_ref();
    assert_eq!(gone.and_then(|gone| gone.sunset.as_deref()), Some("2027-01-01"));
    let sealed = item("embedded::said::memory::Store").sealed.as_ref();
    assert_eq!(sealed.map(|sealed| sealed.implementations.len()), Some(2));
}

#[test]
fn the_section_of_an_optimised_build_equals_the_printed_contract() {
    let built = build().release().run().built();
    same(&built);
    same_in_rlibs(&built);
}

#[test]
fn the_section_survives_stripping_and_fat_link_time_optimisation() {
    let built = build().smallest().run().built();
    same(&built);
    assert_eq!(
        built.executable("surface").print(&[]),
        *PLAIN,
        "nothing is lost in any form"
    );
}

/// What is only for a later link-time optimisation is no object, and holds no text that can be read.
#[test]
fn bitcode_is_refused_by_name() {
    let call = FIXTURES.cargo("rustc").package("surface").library_alone();
    let call = call.features(&["surface/embed"]).rustc_argument("-Clinker-plugin-lto");
    let library = call.run().built().library("surface", "rlib");
    let error = lines(&library).expect_err("it holds bitcode");
    assert!(
        matches!(&error, SectionError::Bitcode { member } if member.starts_with("surface-")),
        "{error}"
    );
}

/// The program alone, linked in another way than its profile says.
fn program_linked_by(arguments: &[&str], profile: impl Fn(Cargo<'static>) -> Cargo<'static>) {
    let call = FIXTURES.cargo("rustc").package("embedded").binary_alone("embedded");
    let call = profile(call.features(&["embedded/embed"]));
    let call = arguments
        .iter()
        .fold(call, |call, argument| call.rustc_argument(argument));
    let built = call.run().built();
    let file = built
        .executable("embedded")
        .bytes()
        .expect("what was built can be read");
    assert_eq!(contract(&read(&file)).to_json(), printed(&built).to_json());
}

#[test]
fn thin_link_time_optimisation_leaves_the_records() {
    program_linked_by(&["-Clto=thin", "-Ccodegen-units=16"], Cargo::smallest);
}

#[test]
fn a_linker_that_collects_garbage_leaves_the_records() {
    program_linked_by(&["-Clink-arg=-Wl,--gc-sections,--strip-all"], Cargo::release);
}

#[test]
fn the_records_are_embedded_beside_linkme_too() {
    let built = build().features(&["embedded/linkme"]).run().built();
    same(&built);
    same_in_rlibs(&built);
}

/// Four packages, with names that an expansion could mistake for its own.
#[test]
fn names_of_every_kind_are_embedded() {
    let call = FIXTURES.cargo("build").package("hygiene-heard");
    let features = ["hygiene-heard/inventory", "hygiene-heard/contract", "hygiene/embed"];
    let built = call.features(&features).run().built();
    let program = built.executable("hygiene-heard");
    let file = program.bytes().expect("what was built can be read");
    assert_eq!(contract(&read(&file)).to_json(), program.print(&[]));
}

/// Nothing is embedded without the feature, and the message says so.
#[test]
fn a_build_without_the_feature_is_no_empty_contract() {
    let built = FIXTURES
        .cargo("build")
        .package("embedded")
        .package("surface")
        .run()
        .built();
    assert!(!printed(&built).items().is_empty());
    let program = built
        .executable("embedded")
        .bytes()
        .expect("what was built can be read");
    for file in [
        program,
        built.library("embedded", "rlib"),
        built.library("embedded", "a"),
    ] {
        assert_eq!(lines(&file), Err(SectionError::WithoutRecords));
    }
}
