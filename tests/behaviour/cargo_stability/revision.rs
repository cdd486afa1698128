//! Baselines out of git.

use std::fs;

use super::Project;

const BEFORE: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n#[stability::beta]\npub fn tell() {}\n";
const AFTER: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";

#[test]
fn a_revision_is_built_once_and_leaves_no_work_tree() {
    let project = Project::new(BEFORE);
    let first = project.commit("Begin");
    project.git(&["tag", "v1.0.0"]);
    project.write("src/lib.rs", AFTER);
    project.commit("Take tell away");
    let changes = project.stability("diff v1.0.0");
    assert!(changes.kept().contains("`nika::tell` is gone"), "{changes}");
    assert!(
        changes.stderr.contains(&format!("revision v1.0.0 ({})", &first[..12])),
        "{changes}"
    );

    let again = project.stability("diff v1.0.0");
    assert_eq!(again.kept(), changes.stdout);
    assert!(
        !again.stderr.contains("revision v1.0.0"),
        "it is not built again: {again}"
    );
    assert!(!project.revisions().join(&first).exists());
    assert_eq!(project.git(&["worktree", "list"]).lines().count(), 1);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
    project.stability("check --baseline-rev v1.0.0");
}

#[test]
fn what_was_recorded_at_a_revision_is_taken_without_a_build() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    let first = project.commit("Begin");
    fs::remove_dir_all(project.path("stability")).unwrap();
    let second = project.commit("Lose the baseline");
    project
        .stability(&format!("check --baseline-rev {first} --recorded"))
        .kept();
    project
        .stability(&format!("check --baseline-rev {second} --recorded"))
        .refused_with("holds no `stability/contract.json`");
}

#[test]
fn what_a_revision_has_buried_stays_buried() {
    let env =
        |name: &str| format!("stability::surface! {{ area \"CLI\", stable(since = \"1.0.0\"); env \"{name}\"; }}\n");
    let project = Project::new(&format!("{}{}", env("NIKA_HOME"), AFTER));
    project.stability("init").kept();
    project.commit("Begin");
    project.write("src/lib.rs", AFTER);
    let manifest = project.read("Cargo.toml");
    project.write(
        "Cargo.toml",
        &manifest.replace("version = \"1.0.0\"", "version = \"2.0.0\""),
    );
    project.stability("bless --force").kept();
    project.commit("Drop the variable");
    project.git(&["tag", "v2.0.0"]);
    project.write(
        "Cargo.toml",
        &manifest.replace("version = \"1.0.0\"", "version = \"2.1.0\""),
    );
    project.write("src/lib.rs", &format!("{}{}", env("NIKA_HOME"), AFTER));
    let reused = "error[tombstone-reused]: `env NIKA_HOME` has the name of the env that was removed in 2.0.0";
    for call in [
        "check",
        "check --baseline-rev v2.0.0",
        "check --baseline-rev v2.0.0 --recorded",
    ] {
        let found = project.stability(call);
        assert_eq!(found.code, Some(1), "{call}: {found}");
        assert!(found.stdout.contains(reused), "{call}: {found}");
    }
    // The file at the revision counts also where today's has lost it.
    let recorded = project.read("stability/contract.json");
    let (items, _) = recorded.split_once(",\n  \"tombstones\"").expect("there is one");
    project.write("stability/contract.json", &format!("{items}\n}}\n"));
    let found = project.stability("check --baseline-rev v2.0.0");
    assert!(found.stdout.contains(reused), "{found}");
}

#[test]
fn a_workspace_around_the_target_folder_is_not_that_of_the_revision() {
    let project = Project::new(BEFORE).with_own_target();
    let first = project.commit("Begin as a package");
    let manifest = project.read("Cargo.toml");
    project.write("Cargo.toml", &format!("{manifest}\n[workspace]\nmembers = [\"two\"]\n"));
    project.write(
        "two/Cargo.toml",
        "[package]\nname = \"two\"\nversion = \"1.0.0\"\nedition = \"2024\"",
    );
    project.write("two/src/lib.rs", "");
    project.commit("Become a workspace");
    assert_eq!(project.stability(&format!("diff {first}")).kept(), "no change\n");
}

#[test]
fn a_revision_that_does_not_build_is_said_and_cleaned_up() {
    let project = Project::new("pub fn broken( {}");
    let broken = project.commit("Break");
    project.write("src/lib.rs", AFTER);
    project.commit("Mend");
    let refused = project.stability(&format!("check --baseline-rev {broken}"));
    refused.refused_with(&format!(
        "the revision `{broken}` gives no contract: cannot build `nika`"
    ));
    assert!(
        refused.stderr.contains("src/lib.rs:1:"),
        "the compiler's error is shown: {refused}"
    );
    assert_eq!(project.git(&["worktree", "list"]).lines().count(), 1);
    assert!(!project.revisions().join(&broken).exists());
}

#[test]
fn what_a_killed_call_left_behind_is_no_obstacle() {
    let project = Project::new(AFTER);
    let first = project.commit("Begin");
    let left = project.revisions().join(&first);
    project.git(&["worktree", "add", "--quiet", "--detach", left.to_str().unwrap(), &first]);
    project.stability(&format!("diff {first}")).kept();
    assert!(!left.exists());
    // The folder alone, which git does not know of.
    for cached in fs::read_dir(project.revisions()).unwrap() {
        let path = cached.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&first) && name.ends_with(".json") {
            fs::remove_file(path).unwrap();
        }
    }
    fs::create_dir_all(left.join("src")).unwrap();
    project.stability(&format!("diff {first}")).kept();
    assert!(!left.exists());
}

#[test]
fn what_is_no_revision_and_no_repository_is_said() {
    let project = Project::new(AFTER);
    project
        .stability("check --baseline-rev v1.0.0")
        .refused_with("is in no git repository");
    project.commit("Begin");
    for name in ["v9.9.9", "--upload-pack=x"] {
        let refused = project.stability(&format!("check --baseline-rev={name}"));
        refused.refused_with(&format!("the repository has no revision `{name}`"));
    }
    project
        .stability("check --range v1..HEAD")
        .refused_with("there is no baseline yet");
}

#[test]
fn a_revision_before_the_package_and_one_before_the_contract_are_said() {
    let project = Project::empty();
    project.write("README.md", "nothing yet");
    let empty = project.commit("Begin");
    project.write(
        "Cargo.toml",
        "[package]\nname = \"nika\"\nversion = \"0.1.0\"\nedition = \"2024\"",
    );
    project.write("src/lib.rs", "");
    let plain = project.commit("Add a package");
    project.write("Cargo.toml", &super::project::manifest("nika", "1.0.0", ""));
    project.write("src/lib.rs", AFTER);
    project.commit("Promise");
    project
        .stability(&format!("diff {empty}"))
        .refused_with("has none of `nika` where it is looked for");
    project
        .stability(&format!("diff {plain}"))
        .refused_with("gives no contract: `nika` does not depend on `stability-runtime`");
}
