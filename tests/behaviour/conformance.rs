//! What is promised of a program, and what the program has.

use std::sync::LazyLock;

use stability_tests::BuildOutput;

use crate::{FIXTURES, contract, ids, item};

static PROGRAM: LazyLock<BuildOutput> = LazyLock::new(|| FIXTURES.cargo("build").package("program").run().built());

/// The tests of the fixture with a feature that makes it another program: which failed, and what was said.
fn tests_with(features: &[&str]) -> (Vec<String>, String) {
    let build = FIXTURES.cargo("test").package("program").features(features);
    let call = build
        .library_tests()
        .run()
        .built()
        .executable("program")
        .call(&["--test-threads=1"]);
    let failed = call
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    (failed.map(str::to_owned).collect(), call.stdout.clone() + &call.stderr)
}

/// The discrepancies that a failed test printed.
fn discrepancies(said: &str) -> Vec<&str> {
    said.lines()
        .filter(|line| line.contains("exists, but has no tier") || line.contains("is promised by"))
        .collect()
}

#[test]
fn a_program_that_keeps_its_word_passes() {
    assert_eq!(tests_with(&[]).0, Vec::<String>::new());
}

#[test]
fn a_command_without_a_tier_is_one_finding() {
    let (failed, said) = tests_with(&["program/added-command"]);
    assert_eq!(failed, ["tests::commands"], "{said}");
    assert_eq!(
        discrepancies(&said),
        [
            "command `aksara shell` exists, but has no tier: add `command \"aksara shell\";` to a `stability::surface!`, or hide it"
        ],
        "{said}"
    );
}

#[test]
fn a_setting_that_is_dropped_is_one_finding() {
    let (failed, said) = tests_with(&["program/dropped-setting"]);
    assert_eq!(failed, ["tests::settings"], "{said}");
    let [discrepancy] = discrepancies(&said)[..] else {
        panic!("there should be one finding: {said}");
    };
    assert!(
        discrepancy.starts_with("setting `debug` is promised by the package `program` at src/lib.rs:"),
        "{discrepancy}"
    );
}

#[test]
fn one_byte_of_a_frozen_artefact_is_one_finding() {
    let (failed, said) = tests_with(&["program/changed-byte"]);
    assert_eq!(failed, ["tests::ddl"], "{said}");
    let expected = "`generated/0001.sql` is not generated as promised:\n\
        - it is frozen, but differs:\n\
        --- stored\n\
        +++ built\n\
        @@ -1,2 +1,2 @@\n\
        -CREATE TABLE user (id INTEGER PRIMARY KEY);\n\
        +CREATE TABLE user (id INTEGER PRIMARY KEY );\n \
        CREATE INDEX user_id ON user (id);\n\
        change the generator back; to break the promise, run the test with \
        `STABILITY_BLESS=generated/0001.sql`\n";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_field_that_an_additive_artefact_loses_is_one_finding() {
    let (failed, said) = tests_with(&["program/lost-field"]);
    assert_eq!(failed, ["tests::openapi"], "{said}");
    let expected = "`generated/openapi.json` is not generated as promised:\n\
        - `/User/email` was removed\n\
        change the generator back; to break the promise, run the test with \
        `STABILITY_BLESS=generated/openapi.json` and `STABILITY_REASON=\"why\"`\n";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn entries_arrive_with_their_areas() {
    let contract = contract(&PROGRAM.executable("program").print(&[]));
    assert!(ids(&contract).contains(&"exit_code aksara doctor 0"), "{contract:#}");
    let migrate = item(&contract, "command aksara migrate");
    assert_eq!(migrate["area"], "Migration System");
    assert_eq!(migrate["tier"], "stable");
    assert_eq!(migrate["since"], "0.5.0");
    assert_eq!(migrate["text"], "Brings the database to the current schema.");
    let areas = contract["areas"].as_array().map_or(&[][..], Vec::as_slice);
    let sessions = areas
        .iter()
        .find(|area| area["name"] == "Long-Running AI Session State");
    assert_eq!(
        sessions.map(|area| &area["planned"][1]["name"]),
        Some(&"transcript persistence".into())
    );
}

#[test]
fn the_page_has_lists_exclusions_plans_and_guidance() {
    let page = PROGRAM.executable("program").print(&["markdown"]);
    for part in [
        "## Migration System\n\n### Stable\n",
        "- `aksara migrate` — command, since 0.5.0: Brings the database to the current schema.\n",
        "\nNot covered:\n\n- what commands print for people\n",
        "\nPlanned, and not promised yet:\n\n- durable session storage: Sessions that survive a restart.\n",
        "\nDo not build automation against the column layout.\n\n### Evolving\n",
    ] {
        assert!(page.contains(part), "{part:?} should be in the page: {page}");
    }
    // What is planned is promised to no one.
    assert_eq!(page.matches("transcript persistence").count(), 1, "{page}");
}
