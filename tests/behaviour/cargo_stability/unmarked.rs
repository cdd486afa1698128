//! The number of public items without a tier, which only falls.

use std::process::Command;

use super::Project;

const LIBRARY: &str = "
/// Has a tier.
#[stability::stable(since = \"1.0.0\")]
pub fn marked() {}

/// Has none.
pub fn unmarked() {}
";

#[test]
fn one_more_public_item_without_a_tier_is_refused() {
    let project = Project::new(LIBRARY);
    project.stability("init").kept();
    project.write("stability.toml", "[ratchets]\nunmarked = true\n");
    project.stability("bless").kept();
    assert!(project.read("stability/contract.json").contains("\"unmarked\": 1"));
    project.stability("check").kept();

    project.write(
        "src/lib.rs",
        &format!("{LIBRARY}\n/// Has none either.\npub fn one_more() {{}}\n"),
    );
    let refused = project.stability("check");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("unmarked-items-increased"), "{refused}");
}

#[test]
fn the_ratchet_holds_for_a_platform_that_the_configuration_names() {
    let project = Project::new(LIBRARY);
    project.write("stability.toml", "[ratchets]\nunmarked = true\n");
    let told = Command::new("rustc").arg("-vV").output().expect("rustc can be called");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = told
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("it has a host");
    project.write(".cargo/config.toml", &format!("[build]\ntarget = \"{host}\"\n"));
    let shown = project.stability("show --format json");
    assert!(shown.kept().contains("\"unmarked\": 1"), "{shown}");
}

#[test]
fn a_ratchet_that_was_added_later_looks_at_a_baseline_that_was_built_before() {
    let project = Project::new(LIBRARY);
    let first = project.commit("Begin");
    project.stability(&format!("check --baseline-rev {first}")).kept();
    project.write("stability.toml", "[ratchets]\nunmarked = true\n");
    project.write(
        "src/lib.rs",
        &format!("{LIBRARY}\n/// Has none either.\npub fn one_more() {{}}\n"),
    );
    let refused = project.stability(&format!("check --baseline-rev {first}"));
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("unmarked-items-increased"), "{refused}");
}
