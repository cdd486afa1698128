//! Packages whose last promise was removed: a contract without items, and a finding for each removal.

use super::{CommandOutput, Project};

const LIBRARY: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";
const EMPTY: &str = "pub fn ask() {}\n";

#[track_caller]
fn is_removal(ended: &CommandOutput) {
    assert_eq!(ended.code, Some(1), "{ended}");
    assert!(
        ended.stdout.contains("error[item-removed]: `nika::ask` was removed"),
        "{ended}"
    );
    assert!(ended.stdout.contains("nika 1.0.0 against"), "{ended}");
}

#[test]
fn the_last_removal_is_a_finding_and_can_be_recorded() {
    let project = Project::new(LIBRARY);
    project.stability("init").kept();
    let first = project.commit("Begin");
    project.write("src/lib.rs", EMPTY);
    let found = project.stability("check");
    is_removal(&found);
    assert!(
        found
            .stderr
            .contains("warning: `nika` promises nothing, so the contract has no item"),
        "{found}"
    );
    is_removal(&project.stability(&format!("check --baseline-rev {first}")));
    is_removal(&project.stability("bless"));
    let changes = project.stability(&format!("diff {first}"));
    assert_eq!(
        changes.kept(),
        "major       `nika::ask` was removed [item-removed]\n",
        "{changes}"
    );

    project.stability("bless --force").kept();
    let recorded = project.read("stability/contract.json");
    assert!(
        recorded.contains("\"items\": []") && recorded.contains("\"removed_in\": \"1.0.0\""),
        "{recorded}"
    );
    project.stability("check").kept();
    project.stability("show").kept();
    assert_eq!(project.stability("due").kept(), "nothing is due\n");
}

#[test]
fn dropping_the_runtime_removes_every_item() {
    let project = Project::new(LIBRARY);
    project.stability("init").kept();
    project.write("src/lib.rs", EMPTY);
    let manifest = project.read("Cargo.toml");
    let without: Vec<&str> = manifest
        .lines()
        .filter(|line| !line.starts_with("stability-runtime"))
        .collect();
    project.write("Cargo.toml", &(without.join("\n") + "\n"));
    is_removal(&project.stability("check"));
    is_removal(&project.stability("check -p nika"));
}

#[test]
fn records_behind_a_disabled_feature_are_removals() {
    let project =
        Project::new("#[cfg(feature = \"more\")]\n#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n");
    let manifest = project.read("Cargo.toml");
    project.write("Cargo.toml", &format!("{manifest}\n[features]\nmore = []\n"));
    project.stability("init --features more").kept();
    is_removal(&project.stability("check"));
    project.stability("check --features more").kept();
}

#[test]
fn a_package_without_a_tier_is_refused_with_advice() {
    let project = Project::new(EMPTY);
    for command in ["init", "show", "bless"] {
        project
            .stability(command)
            .refused_with("give the promised items a tier");
    }
}
