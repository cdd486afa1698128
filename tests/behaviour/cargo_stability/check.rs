//! `check`, `diff`, `due`, `list` and `explain`.

use super::Project;
use crate::contract;

const BEFORE: &str = "
#[stability::stable(since = \"1.0.0\")]
pub fn ask() {}
#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.0.0\", note = \"use ask\", remove_in = \"2.0.0\"))]
pub fn tell() {}
";
const AFTER: &str = "
#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.0.0\", note = \"use ask\", remove_in = \"2.0.0\"))]
pub fn tell() {}
#[stability::beta]
pub fn hear(_: u8) {}
";

#[test]
fn a_removal_is_denied_and_findings_go_to_stdout_alone() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    project.stability("check --quiet").kept();
    project.write("src/lib.rs", AFTER);
    let found = project.stability("check --quiet --today 2026-11-21");
    assert_eq!((found.code, found.stderr.as_str()), (Some(1), ""), "{found}");
    assert!(found.stdout.contains("`nika::ask` was removed"), "{found}");
    let json = project.stability("check --quiet --today 2026-11-21 --format json");
    let verdict = contract(&json.stdout);
    let findings = verdict["findings"].as_array().expect("a list");
    let removal = findings.iter().find(|finding| finding["rule"] == "item-removed");
    let removal = removal.unwrap_or_else(|| panic!("the removal should be found: {verdict:#}"));
    assert_eq!(
        (&removal["subject"], &removal["path"]),
        (&"nika::ask".into(), &"src/lib.rs".into())
    );
}

#[test]
fn a_baseline_may_be_another_file_and_must_be_somewhere() {
    let project = Project::new(BEFORE);
    project.stability("check").refused_with("there is no baseline yet");
    project.stability("init").kept();
    std::fs::rename(project.path("stability/contract.json"), project.path("other.json")).unwrap();
    project
        .stability("check")
        .refused_with("record what is promised now with `cargo stability bless`");
    project.stability("check --baseline other.json").kept();
}

#[test]
fn each_change_is_printed_with_its_bump() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    project.write("src/lib.rs", AFTER);
    let changes = project.stability("diff stability/contract.json");
    assert_eq!(
        changes.kept(),
        "major       `nika::ask` was removed [item-removed]\nminor       `nika::hear` was added [item-added]\n",
        "{changes}"
    );
    let none = project.stability("diff stability/contract.json stability/contract.json");
    assert_eq!(none.kept(), "no change\n");
}

#[test]
fn due_lists_by_release_and_by_day() {
    let project = Project::new(BEFORE);
    assert!(
        project
            .stability("due")
            .kept()
            .contains("`nika::tell` is due for removal in 2.0.0\n")
    );
    assert_eq!(project.stability("due --next 1.9.0").kept(), "nothing is due\n");
    assert_eq!(project.stability("due --within 30").kept(), "nothing is due\n");
}

#[test]
fn rules_are_listed_and_explained_without_a_package() {
    let project = Project::empty();
    let rules = contract(project.stability("list --format json").kept());
    let rules = rules.as_array().expect("a list");
    assert!(rules.len() >= 3, "{rules:?}");
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        let explained = project.stability(&format!("explain {id}"));
        assert!(explained.kept().starts_with(&format!("{id}: ")), "{explained}");
    }
    project
        .stability("explain item-removes")
        .refused_with("there is no rule `item-removes`, did you mean `item-removed`");
}

#[test]
fn a_level_of_the_policy_shows_in_the_list() {
    let project = Project::new(BEFORE);
    project.write("stability.toml", "[levels]\nitem-removed = \"allow\"");
    let listed = project.stability("list");
    assert!(listed.kept().contains("allow item-removed"), "{listed}");
}
