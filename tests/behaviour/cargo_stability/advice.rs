//! What errors advise works in the state that they are about.

use std::fs;

use super::{CommandOutput, Project};

const LIBRARY: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";

/// The commands that a message names, as one would type them behind `cargo stability`.
fn advised(ended: &CommandOutput) -> Vec<String> {
    let message = ended.stderr.replace('\n', " ");
    let commands = message
        .split('`')
        .filter_map(|quoted| quoted.strip_prefix("cargo stability "));
    commands.map(ToOwned::to_owned).collect()
}

/// A package with the policy, the baseline, both or neither.
fn project(has_policy: bool, has_baseline: bool) -> Project {
    let project = Project::new(LIBRARY);
    if has_baseline {
        project.stability("init").kept();
        fs::remove_file(project.path("stability.toml")).unwrap();
    }
    if has_policy {
        project.write("stability.toml", "# mine\n");
    }
    project
}

#[test]
fn each_command_works_or_says_what_to_do_in_each_state() {
    // Whether there is a policy and a baseline, the command, and what it advises; nothing where it works as it is.
    for (has_policy, has_baseline, command, advice) in [
        (false, false, "init", None),
        (false, false, "bless", None),
        (false, false, "check", Some("init")),
        (false, false, "diff stability/contract.json", Some("init")),
        (false, false, "due", None),
        (false, false, "show", None),
        (true, false, "init", Some("bless")),
        (true, false, "bless", None),
        (true, false, "check", Some("bless")),
        (true, false, "diff stability/contract.json", Some("bless")),
        (true, false, "due", None),
        (true, false, "show", None),
        (false, true, "init", None),
        (false, true, "bless", None),
        (false, true, "check", None),
        (false, true, "diff stability/contract.json", None),
        (false, true, "due", None),
        (false, true, "show", None),
        (true, true, "init", Some("bless")),
        (true, true, "bless", None),
        (true, true, "check", None),
        (true, true, "diff stability/contract.json", None),
        (true, true, "due", None),
        (true, true, "show", None),
    ] {
        let state = format!("policy: {has_policy}, baseline: {has_baseline}, {command}");
        let project = project(has_policy, has_baseline);
        let ended = project.stability(command);
        let Some(advice) = advice else {
            assert_eq!(ended.code, Some(0), "{state}: {ended}");
            continue;
        };
        assert_eq!(ended.code, Some(2), "{state}: {ended}");
        assert_eq!(advised(&ended), [advice], "{state}: {ended}");
        let followed = project.stability(advice);
        assert_eq!(followed.code, Some(0), "{state}: {followed}");
        if command != "init" {
            let again = project.stability(command);
            assert_eq!(again.code, Some(0), "{state}: {again}");
        }
    }
}

#[test]
fn a_baseline_that_cannot_be_read_is_removed_and_begun_anew() {
    let project = project(true, true);
    project.write("stability/contract.json", "{");
    project.stability("bless").refused_with("or remove it to start again");
    fs::remove_file(project.path("stability/contract.json")).unwrap();
    project.stability("bless").kept();
    project.stability("check").kept();
}

#[test]
fn a_rule_that_is_misspelled_is_named() {
    let project = Project::empty();
    for (written, meant) in [
        ("item-remved", "item-removed"),
        ("feature-now-requird", "feature-now-required"),
        ("tombstone-resued", "tombstone-reused"),
    ] {
        let refused = project.stability(&format!("explain {written}"));
        refused.refused_with(&format!("there is no rule `{written}`, did you mean `{meant}`"));
        assert!(project.stability(&format!("explain {meant}")).kept().starts_with(meant));
    }
}
