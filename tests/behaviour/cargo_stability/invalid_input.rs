//! Input that nobody should send: each gives exit code 2 and one message.

use std::fs::File;

use super::Project;

const LIBRARY: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";

#[test]
fn a_malformed_baseline_is_refused_with_its_place() {
    let project = Project::new(LIBRARY);
    for (text, message) in [
        ("", "contract.json`"),
        ("{", "is not a contract: line 1, column"),
        ("[]", "contract.json`"),
        ("{ \"schema\": \"stability/contract@2\" }", "stability/contract@2"),
    ] {
        project.write("stability/contract.json", text);
        let refused = project.stability("check --quiet");
        refused.refused_with(message);
        assert_eq!(refused.stderr.matches("error: ").count(), 1, "{refused}");
        assert_eq!(project.read("stability/contract.json"), text);
    }
}

#[test]
fn an_invalid_date_is_refused_with_its_place() {
    let route =
        "#[stability::deprecated_route(GET, \"/a\", since = \"1.0.0\", on = \"2026-09-01\", sunset = \"2027-01-01\")]";
    let project = Project::new(&format!("{LIBRARY}{route}\npub async fn a() {{}}\n"));
    project.stability("init").kept();
    let recorded = project.read("stability/contract.json");
    for wrong in ["never", "2027-1-1"] {
        let broken = recorded.replacen("2027-01-01", wrong, 1);
        let line = broken
            .lines()
            .position(|line| line.contains(wrong))
            .expect("it is there")
            + 1;
        project.write("stability/contract.json", &broken);
        let refused = project.stability("check");
        refused.refused_with(&format!("is not a contract: line {line}, column "));
        assert!(
            refused
                .stderr
                .contains(&format!("`{wrong}` is not a date: write it as `2027-01-31`")),
            "{refused}"
        );
    }
}

#[test]
fn a_baseline_of_two_hundred_megabytes_is_not_read() {
    let project = Project::new(LIBRARY);
    project.write("stability/contract.json", "");
    File::create(project.path("stability/contract.json"))
        .unwrap()
        .set_len(200 << 20)
        .unwrap();
    project
        .stability("check")
        .refused_with("has more than 128 MiB, the limit for such a file");
}

#[test]
fn files_that_hold_no_contract_are_refused() {
    let project = Project::empty();
    project.write("text", "hello");
    project.stability("show text").refused_with("text`: ");
    project.stability("show none").refused_with("cannot read `");
    project.stability("show .").refused_with("cannot read `");
}

#[test]
fn a_manifest_that_lies_is_refused_in_the_words_of_cargo() {
    let project = Project::new(LIBRARY);
    project
        .stability("show --features none")
        .refused_with("cannot build `nika`");
    let manifest = project.read("Cargo.toml");
    for (from, to, message) in [
        ("1.0.0", "one", "cargo cannot read the workspace"),
        (
            "[dependencies]",
            "[features]\na = [\"b\"]\n[dependencies]",
            "cargo cannot read the workspace",
        ),
        ("features = []", "features = [\"none\"]", "cannot build `nika`"),
        (
            "edition",
            "rust-version = \"99.0\"\nedition",
            "cargo cannot read the workspace",
        ),
    ] {
        project.write("Cargo.toml", &manifest.replacen(from, to, 1));
        project.stability("show").refused_with(message);
    }
    std::fs::remove_file(project.path("Cargo.toml")).unwrap();
    project.stability("show").refused_with("no Cargo.toml in `");
    project
        .stability("show --manifest-path none/Cargo.toml")
        .refused_with("is not a file: `--manifest-path` takes");
}

#[test]
fn an_error_of_the_compiler_is_shown_once_and_a_warning_not_at_all() {
    let project = Project::new("fn unused() {}\n#[stability::beta]\npub fn ask() { nothing() }\n");
    let refused = project.stability("show");
    refused.refused_with("cannot build `nika`: see the errors above");
    assert_eq!(refused.stderr.matches("error[E0425]").count(), 1, "{refused}");
    project.write("src/lib.rs", "fn unused() {}\n#[stability::beta]\npub fn ask() {}\n");
    let shown = project.stability("show");
    shown.kept();
    assert!(!shown.stderr.contains("unused"), "{shown}");
}

#[test]
fn mistakes_in_the_arguments_end_with_two() {
    let project = Project::empty();
    for arguments in [
        "shwo",
        "check --today soon",
        "check --baseline a --baseline-rev b",
        "man shwo",
        "show --format html",
    ] {
        let refused = project.stability(arguments);
        refused.refused_with("error: ");
    }
}
