//! `check` of two files, which runs nothing, and gates that are not run.

use std::fs;
use std::process::Command;

use super::Project;

const BEFORE: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n#[stability::beta]\npub fn tell() {}\n";
const AFTER: &str = "#[stability::beta]\npub fn tell() {}\n";

/// The contracts of both libraries as files, in a folder without any package.
fn files() -> Project {
    let built = Project::new(BEFORE);
    let files = Project::empty();
    files.write("main.json", built.stability("show --format json").kept());
    built.write("src/lib.rs", AFTER);
    files.write("pr.json", built.stability("show --format json").kept());
    files
}

/// The call, where every program that it could run is missing.
fn without_programs(project: &Project, arguments: &str) -> Command {
    let mut call = project.call(arguments);
    call.env("PATH", project.path("")).env("CARGO", "/nonexistent/cargo");
    call
}

#[test]
fn two_files_are_judged_without_running_anything() {
    let files = files();
    files.write(
        "stability.toml",
        "[changelog]\npath = \"CHANGELOG.md\"\n[[gate]]\nname = \"tests\"\ncommand = [\"touch\", \"ran\"]\n",
    );
    let judged = without_programs(&files, "check --current pr.json --baseline main.json --color never")
        .output()
        .unwrap();
    let (stdout, stderr) = (
        String::from_utf8_lossy(&judged.stdout),
        String::from_utf8_lossy(&judged.stderr),
    );
    assert_eq!(judged.status.code(), Some(1), "{stdout}{stderr}");
    assert!(
        stdout.contains("error[item-removed]: `nika::ask` was removed"),
        "{stdout}{stderr}"
    );
    assert!(
        stderr.contains(
            "nothing is built or run; not checked: whether `pr.json` agrees with its source, the changelog, the gates, the \
             commits, and the dates of releases"
        ),
        "{stderr}"
    );
    let same = without_programs(&files, "check --current main.json --baseline main.json")
        .output()
        .unwrap();
    assert_eq!(same.status.code(), Some(0), "{}", String::from_utf8_lossy(&same.stderr));
    assert!(!files.path("ran").exists());
}

#[test]
fn the_policy_and_the_tombstones_are_those_of_the_folder() {
    let files = files();
    // What the folder's own file has buried is not promised again.
    let main = files.read("main.json");
    let tombstone = "\"tombstones\": [{ \"id\": \"nika::tell\", \"kind\": \"fn\", \"tier\": \"beta\", \
                     \"removed_in\": \"2.0.0\", \"package\": \"nika\" }],";
    let recorded = main.replacen("\"items\":", &format!("{tombstone}\n  \"items\":"), 1);
    files.write("stability/contract.json", &recorded);
    let found = files.stability("check --quiet --current main.json --baseline main.json");
    assert!(
        found.stdout.contains("error[tombstone-reused]: `nika::tell`"),
        "{found}"
    );
    files.write(
        "stability.toml",
        "[levels]\nitem-removed = \"allow\"\nremoved-without-deprecation = \"allow\"\n",
    );
    let allowed = files.stability("check --current pr.json --baseline main.json");
    assert!(!allowed.stdout.contains("item-removed"), "{allowed}");
}

#[test]
fn options_that_run_programs_conflict_with_files() {
    let files = Project::empty();
    for more in [
        "",
        "--baseline-rev main",
        "--baseline a --range a..b",
        "--baseline a --semver",
        "--baseline a --release",
    ] {
        let call = format!("check --current a {more}");
        files.stability(call.trim_end()).refused_with("error: ");
    }
}

#[test]
fn a_gate_that_is_not_run_is_not_passed() {
    let project = Project::new(BEFORE);
    project.stability("init").kept();
    let policy = project.read("stability.toml");
    let gates = "[[gate]]\nname = \"tests\"\ncommand = [\"touch\", \"ran\"]\n\
                 [[gate]]\nname = \"notes\"\ncontains = { files = \"NOTES.md\", text = \"ready\" }\n";
    project.write("stability.toml", &format!("{policy}\n{gates}"));
    project.write("NOTES.md", "ready");
    let found = project.stability("check --release --no-gates");
    assert_eq!(found.code, Some(1), "{found}");
    assert!(
        found.stdout.contains(
            "the gate `tests` does not pass, so the release is not ready for users: it was not checked, because `--no-gates` skips the command `touch ran`"
        ),
        "{found}"
    );
    assert!(!found.stdout.contains("the gate `notes`"), "{found}");
    assert!(!project.path("ran").exists());
    // Whoever changes the gates is judged by those that there were.
    project.commit("Say what must hold");
    project.write("stability.toml", &policy);
    project.stability("check --release").kept();
    let found = project.stability("check --release --no-gates --trusted-policy HEAD");
    assert_eq!(found.code, Some(1), "{found}");
    assert!(found.stdout.contains("the gate `tests` does not pass"), "{found}");
    project
        .stability("check --release --no-gates --trusted-policy nowhere")
        .refused_with("nowhere");
    project.write("stability.toml", &format!("{policy}\n{gates}"));
    project.stability("check --no-gates").kept();
    project.stability("check --release").kept();
    fs::remove_file(project.path("ran")).unwrap();
}
