//! Baselines out of git.

use std::fs;

use super::Project;
use super::project::manifest;

const BEFORE: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n#[stability::beta]\npub fn tell() {}\n";
const AFTER: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";

#[test]
fn a_revision_is_built_once_and_leaves_no_work_tree() {
    let project = Project::new(BEFORE);
    let first = project.commit("Begin");
    project.git(&["tag", "v1.0.0"]);
    project.write("src/lib.rs", AFTER);
    project.commit("Take tell away");
    // From here on there is a lock file, which is lent to the revision.
    project.stability("show").kept();
    let changes = project.stability("diff v1.0.0");
    assert!(changes.kept().contains("`nika::tell` was removed"), "{changes}");
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
fn the_contract_recorded_at_a_revision_needs_no_build() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    let first = project.commit("Begin");
    let check_first = format!("check --baseline-rev {first} --recorded");
    let kept = project.stability(&check_first);
    kept.kept();
    assert!(!kept.stderr.contains("revision"), "it is not built: {kept}");
    fs::remove_dir_all(project.path("stability")).unwrap();
    let second = project.commit("Lose the baseline");
    project
        .stability(&check_first)
        .refused_with("and is missing here: restore it with `git checkout");
    project
        .stability(&format!("check --baseline-rev {second} --recorded"))
        .refused_with("does not contain `stability/contract.json`");
}

#[test]
fn tombstones_of_a_revision_are_kept() {
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
    let reused =
        "error[tombstone-reused]: `env NIKA_HOME` has the name of the environment variable that was removed in 2.0.0";
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
fn an_edited_contract_file_does_not_hide_a_removal() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    project.commit("Begin");
    project.write("src/lib.rs", AFTER);
    project.stability("bless --force").kept();
    project.commit("Remove what was stable");
    project.git(&["tag", "v1.0.0"]);
    let recorded = project.read("stability/contract.json");
    let (items, _) = recorded.split_once(",\n  \"tombstones\"").expect("there is one");
    project.write("stability/contract.json", &format!("{items}\n}}\n"));
    for call in ["check --baseline-rev v1.0.0", "check --baseline-rev v1.0.0 --recorded"] {
        let found = project.stability(call);
        assert_eq!(found.code, Some(1), "{call}: {found}");
        assert!(found.stdout.contains("error[tombstone-dropped]"), "{call}: {found}");
    }
    fs::remove_file(project.path("stability/contract.json")).unwrap();
    project.stability("check --baseline-rev v1.0.0").refused_with(
        "`stability/contract.json` is recorded at the revision v1.0.0 and is missing here: restore it with `git checkout v1.0.0 -- \
         stability/contract.json`",
    );
}

#[test]
fn an_unreadable_contract_before_a_range_is_refused() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    let recorded = project.read("stability/contract.json");
    fs::write(project.path("stability/contract.json"), b"\xff").unwrap();
    let first = project.commit("Record what is no text");
    project.write("stability/contract.json", &recorded);
    project.commit("Record it again");
    project
        .stability(&format!("check --range {first}..HEAD"))
        .refused_with("is not text in UTF-8: compare with a commit whose recorded contract can be read");
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
fn a_revision_that_does_not_build_is_an_error_and_leaves_no_work_tree() {
    let project = Project::new("pub fn broken( {}");
    let broken = project.commit("Break");
    project.write("src/lib.rs", AFTER);
    project.commit("Mend");
    let refused = project.stability(&format!("check --baseline-rev {broken}"));
    refused.refused_with(&format!("the revision `{broken}` has no contract: cannot build `nika`"));
    assert!(
        refused.stderr.contains("src/lib.rs:1:"),
        "the compiler's error is shown: {refused}"
    );
    assert_eq!(project.git(&["worktree", "list"]).lines().count(), 1);
    assert!(!project.revisions().join(&broken).exists());
}

#[test]
fn a_work_tree_left_by_a_killed_call_is_replaced() {
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
fn an_unknown_revision_and_a_missing_repository_are_errors() {
    let project = Project::new(AFTER);
    project
        .stability("check --baseline-rev v1.0.0")
        .refused_with("is not in a git repository");
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
fn errors_name_a_revision_before_the_package_and_one_before_the_contract() {
    let project = Project::empty();
    project.write("README.md", "nothing yet");
    let empty = project.commit("Begin");
    project.write(
        "Cargo.toml",
        "[package]\nname = \"nika\"\nversion = \"0.1.0\"\nedition = \"2024\"",
    );
    project.write("src/lib.rs", "");
    let plain = project.commit("Add a package");
    project.write("Cargo.toml", &manifest("nika", "1.0.0", ""));
    project.write("src/lib.rs", AFTER);
    project.commit("Promise");
    project
        .stability(&format!("diff {empty}"))
        .refused_with("does not contain `nika` in the expected folder");
    project
        .stability(&format!("diff {plain}"))
        .refused_with("has no contract: `nika` does not depend on `stability-runtime`");
}

#[test]
fn a_lint_of_today_does_not_refuse_the_source_of_then() {
    let project = Project::new(&format!("#![deny(warnings)]\nfn unused() {{}}\n{BEFORE}"));
    let first = project.commit("Begin");
    project.write("src/lib.rs", AFTER);
    project.commit("Mend");
    let changes = project.stability(&format!("diff {first}"));
    assert!(changes.kept().contains("`nika::tell`"), "{changes}");
}

#[test]
fn a_feature_that_did_not_exist_is_not_asked_for() {
    let project = Project::new(AFTER);
    let first = project.commit("Begin");
    project.write(
        "Cargo.toml",
        &format!("{}[features]\nnew = []\n", project.read("Cargo.toml")),
    );
    project.write(
        "src/lib.rs",
        &format!("{AFTER}#[cfg(feature = \"new\")]\n#[stability::beta]\npub fn hear() {{}}\n"),
    );
    let changes = project.stability(&format!("diff {first} --features new"));
    assert!(changes.kept().contains("`nika::hear`"), "{changes}");
    assert!(
        changes.stderr.contains(&format!(
            "the revision `{first}` has no feature `new`, so it is built without that feature"
        )),
        "{changes}"
    );
}

/// A package that depends on `helper` at this path.
fn with_helper(path: &str) -> Project {
    let project = Project::new(&format!("extern crate helper;\n{BEFORE}"));
    let dependencies = format!("{}helper = {{ path = '{path}' }}\n", manifest("nika", "1.0.0", ""));
    project.write("Cargo.toml", &dependencies);
    project
}

const HELPER: &str = "[package]\nname = \"helper\"\nversion = \"1.0.0\"\nedition = \"2024\"\n";

#[test]
fn submodules_are_filled_from_the_objects_of_the_checkout() {
    let other = Project::empty();
    other.write("Cargo.toml", HELPER);
    other.write("src/lib.rs", "");
    other.commit("Begin");
    let project = with_helper("vendor/helper");
    project.git(&["init", "--quiet", "--initial-branch", "main"]);
    project.write(".gitignore", "target\nCargo.lock\n");
    let source = other.path("");
    let source = source.to_str().expect("it is UTF-8");
    let allowed = "protocol.file.allow=always";
    project.git(&["-c", allowed, "submodule", "--quiet", "add", source, "vendor/helper"]);
    let first = project.commit("Begin");
    project.write("src/lib.rs", &format!("extern crate helper;\n{AFTER}"));
    project.commit("Take tell away");
    // It is not to be had from where it came.
    drop(other);
    let changes = project.stability(&format!("diff {first}"));
    assert!(changes.kept().contains("`nika::tell`"), "{changes}");
    assert_eq!(project.git(&["worktree", "list"]).lines().count(), 1);
    assert_eq!(project.git(&["-C", "vendor/helper", "status", "--porcelain"]), "");

    // One whose commit is nowhere is named.
    fs::remove_dir_all(project.path(".git/modules")).unwrap();
    fs::remove_dir_all(project.path("vendor/helper/.git"))
        .or_else(|_| fs::remove_file(project.path("vendor/helper/.git")))
        .unwrap();
    project.write("stability.toml", "[ratchets]\nunmarked = true\n");
    let refused = project.stability(&format!("diff {first}"));
    assert_eq!(refused.code, Some(2), "{refused}");
    assert!(
        refused
            .stderr
            .contains("submodules whose commit this checkout does not have: `vendor/helper` at"),
        "{refused}"
    );
}

#[test]
fn a_dependency_beside_the_repository_is_that_of_the_checkout() {
    let beside = Project::empty();
    beside.write("Cargo.toml", HELPER);
    beside.write("src/lib.rs", "");
    let folder = beside.path("");
    let name = folder.components().next_back().expect("it has a name");
    let project = with_helper(&format!("../{}", name.as_os_str().to_string_lossy()));
    let first = project.commit("Begin");
    project.write("src/lib.rs", &format!("extern crate helper;\n{AFTER}"));
    let changes = project.stability(&format!("diff {first}"));
    assert!(changes.kept().contains("`nika::tell`"), "{changes}");
    let again = project.stability(&format!("diff {first}"));
    assert!(
        again.stderr.contains(&format!("revision {first}")),
        "what is outside of the commit may have changed: {again}"
    );
}

#[test]
fn a_revision_without_a_lock_file_is_built_with_the_current_one() {
    let project = Project::new(AFTER);
    project.stability("show").kept();
    // Cargo keeps to an old form of the file, and does not make one anew.
    let lock = project.read("Cargo.lock").replace("\nversion = 4\n", "\nversion = 3\n");
    let at = lock.find("= 3").expect("it is in that form") + 2;
    project.write("Cargo.lock", &lock);
    let is_lent = format!("const _: () = assert!(include_bytes!(\"../Cargo.lock\")[{at}] == b'3');\n");
    project.write("src/lib.rs", &format!("{is_lent}{BEFORE}"));
    let first = project.commit("Begin");
    project.write("src/lib.rs", AFTER);
    project.stability(&format!("diff {first}")).kept();
}

#[test]
fn the_environment_of_another_call_of_git_leads_nowhere() {
    let project = Project::new(AFTER);
    let first = project.commit("Begin");
    for (name, value) in [
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_DIR", "/nowhere"),
        ("GIT_QUARANTINE_PATH", "/nowhere"),
        ("GIT_SHALLOW_FILE", "/nowhere"),
        ("GIT_LITERAL_PATHSPECS", "1"),
    ] {
        let mut call = project.call(&format!("diff {first}"));
        let ended = call.env(name, value).output().expect("the command can be called");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success(), "{name}: {said}");
        // It is asked of git anew each time.
        for cached in fs::read_dir(project.revisions()).unwrap() {
            let path = cached.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                fs::remove_file(path).unwrap();
            }
        }
    }
}

#[test]
fn a_repository_that_variables_alone_name_is_found() {
    let project = Project::new(AFTER);
    let first = project.commit("Begin");
    fs::rename(project.path(".git"), project.path("store")).unwrap();
    let without = project.stability(&format!("diff {first}"));
    without.refused_with("is not in a git repository");
    let mut call = project.call(&format!("diff {first}"));
    let ended = call.env("GIT_DIR", "store").env("GIT_WORK_TREE", ".").output();
    let ended = ended.expect("the command can be called");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
    assert_eq!(String::from_utf8_lossy(&ended.stdout), "no change\n", "{said}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let project = Project::new(AFTER);
    project.stability("init").kept();
    for file in ["stability.toml", "stability/contract.json"] {
        project.write(file, &format!("\u{feff}{}", project.read(file)));
    }
    let first = project.commit("Begin");
    project.stability("check").kept();
    project
        .stability(&format!(
            "check --baseline-rev {first} --recorded --range {first}..HEAD"
        ))
        .kept();
}
