//! `init` and `bless`: what is written, and what never is.

use std::fs;

use super::Project;
use super::project::manifest;

const LIBRARY: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n#[stability::stable(since = \"1.0.0\")]\npub fn tell() {}\n";

#[test]
fn the_policy_and_the_first_baseline_are_written_once() {
    let project = Project::new(LIBRARY);
    let begun = project.stability("init");
    assert_eq!(begun.kept(), "", "{begun}");
    assert!(begun.stderr.contains("the contract has 2 items"), "{begun}");
    let baseline = project.read("stability/contract.json");
    assert!(baseline.contains("\"nika::ask\""));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(project.path(path)).unwrap().permissions().mode();
        assert_eq!(mode("stability.toml"), mode("src/lib.rs"));
        assert_eq!(mode("stability/contract.json"), mode("src/lib.rs"));
    }
    assert!(project.read("stability.toml").contains("packages = [\"nika\"]"));
    project.stability("check").kept();

    project.write("stability.toml", "# mine\n");
    project
        .stability("init")
        .refused_with("stability.toml` already exists and was not changed");
    assert_eq!(project.read("stability.toml"), "# mine\n");
    assert_eq!(project.read("stability/contract.json"), baseline);
}

#[test]
fn a_program_without_promises_is_told_how_to_make_some() {
    let project = Project::plain("src/main.rs", "fn main() {}\n");
    let begun = project.stability("init --default stable");
    begun.kept();
    assert!(
        begun
            .stderr
            .contains("wrote `stability.toml` and `stability/contract.json`; the contract has 0 items"),
        "{begun}"
    );
    assert!(
        begun.stderr.contains("`nika` has no library, and so no public items"),
        "{begun}"
    );
}

#[test]
fn features_that_are_off_are_named_until_a_build_has_them() {
    let project = Project::new("pub fn ask() {}\n#[cfg(feature = \"net\")]\npub fn listen() {}\n");
    let features = "[features]\ndefault = [\"std\"]\nstd = []\nnet = []\nwide = [\"net\"]\n";
    project.write("Cargo.toml", &manifest("nika", "1.0.0", features));
    let gap = "not built: features `net`, `wide`; public items behind them are not covered: list builds that turn them on under \
               `[builds]` in stability.toml, for example `[builds.full]` with `all-features = true`, beside `[builds.default]`";
    let begun = project.stability("init --default stable");
    begun.kept();
    assert!(
        begun.stderr.contains("the contract has 1 item.") && begun.stderr.contains(&format!("note: {gap}\n")),
        "{begun}"
    );
    let listed = project.stability("coverage");
    let first = "1 of 1 public item has a tier (100 %)\n";
    assert!(listed.kept().starts_with(&format!("{first}{gap}\n")), "{listed}");
    let json: serde_json::Value = serde_json::from_str(project.stability("coverage --format json").kept()).unwrap();
    assert_eq!(json["features_off"], serde_json::json!(["net", "wide"]));

    let one = project.stability("coverage --features net");
    assert!(
        one.kept().contains(
            "not built: feature `wide`; public items behind it are not covered: list builds that turn it on under"
        ),
        "{one}"
    );

    let builds = "\n[builds.default]\n[builds.full]\nall-features = true\n";
    project.write("stability.toml", &(project.read("stability.toml") + builds));
    let listed = project.stability("coverage");
    assert!(
        listed
            .kept()
            .starts_with("2 of 2 public items have a tier (100 %)\n\nmodules"),
        "{listed}"
    );
}

#[test]
fn a_program_has_no_public_items_behind_its_features() {
    let project = Project::plain("src/main.rs", "fn main() {}\n");
    project.write(
        "Cargo.toml",
        "[package]\nname = \"nika\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[features]\nnet = []\n",
    );
    let begun = project.stability("init --default stable");
    begun.kept();
    assert!(!begun.stderr.contains("not built"), "{begun}");
}

#[test]
fn an_interrupted_init_is_completed_by_the_next_one() {
    let project = Project::new(LIBRARY);
    project.stability("init").kept();
    let baseline = project.read("stability/contract.json");
    // As it is when the program is killed after the first file.
    fs::remove_file(project.path("stability.toml")).unwrap();
    let again = project.stability("init");
    again.kept();
    assert!(
        again.stderr.contains("contract.json` already exists and is kept"),
        "{again}"
    );
    assert_eq!(project.read("stability/contract.json"), baseline);
    project.stability("check").kept();
}

#[test]
fn bless_writes_changes_and_keeps_removed_items_as_tombstones() {
    let project = Project::new(LIBRARY);
    project.stability("init").kept();
    let before = project.read("stability/contract.json");
    assert!(
        project
            .stability("bless")
            .stderr
            .contains("already agrees with the code")
    );
    assert_eq!(project.read("stability/contract.json"), before);

    project.write(
        "src/lib.rs",
        "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n",
    );
    let refused = project.stability("bless");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("`nika::tell` was removed"), "{refused}");
    assert_eq!(project.read("stability/contract.json"), before);

    project.stability("bless --force").kept();
    let after = project.read("stability/contract.json");
    let (items, tombstones) = after
        .split_once("\"tombstones\"")
        .expect("what was removed is recorded");
    assert!(
        !items.contains("\"id\": \"nika::tell\"") || !tombstones.contains("\"id\": \"nika::ask\""),
        "{after}"
    );
    assert!(after.contains("\"removed_in\": \"1.0.0\""), "{after}");
}

#[test]
fn a_baseline_that_cannot_be_read_is_not_blessed_away() {
    let project = Project::new(LIBRARY);
    project.write("stability/contract.json", "{");
    project
        .stability("bless")
        .refused_with("restore it from git, or remove it to start again");
    assert_eq!(project.read("stability/contract.json"), "{");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_leaves_everything_as_it_was() {
    let project = Project::new(LIBRARY);
    // Not even the superuser can write there. Cargo reads all that is in the folder of a package when it documents it.
    std::os::unix::fs::symlink("/proc/fs", project.path("stability")).unwrap();
    for command in ["init", "bless"] {
        let refused = project.stability(command);
        refused.refused_with("the file is as it was");
        assert_eq!(refused.stderr.matches("error: ").count(), 1, "{refused}");
    }
    assert!(!project.path("stability.toml").exists());
}
