//! The programs that are called: with which words, in which environment. Scripts replace them.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::{env, ffi::OsString};

use super::{CommandOutput, Project, manifest};

const LIBRARY: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";

/// A script that notes each call in `calls`, and then does `then`.
fn script(project: &Project, path: &str, then: &str) {
    let calls = project.path("calls");
    let text = format!(
        "#!/bin/sh\necho \"$* net=$CARGO_NET_OFFLINE target=$CARGO_TARGET_DIR\" >> '{}'\n{then}\n",
        calls.display()
    );
    project.write(path, &text);
    fs::set_permissions(project.path(path), fs::Permissions::from_mode(0o755)).unwrap();
}

fn calls(project: &Project, word: &str) -> Vec<String> {
    let calls = fs::read_to_string(project.path("calls")).unwrap_or_default();
    let found = calls.lines().filter(|call| call.split(' ').next() == Some(word));
    found.map(ToOwned::to_owned).collect()
}

fn ended(call: &mut Command) -> CommandOutput {
    CommandOutput::of(call.output().expect("the command can be called"))
}

/// The cargo that tests are run by.
fn cargo() -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    cargo.to_string_lossy().into_owned()
}

#[test]
fn the_network_is_left_alone_where_nothing_is_missing() {
    let project = Project::new(LIBRARY);
    script(&project, "cargo", &format!("exec '{}' \"$@\"", cargo()));
    let call = || {
        let mut call = project.call("show");
        call.env("CARGO", project.path("cargo"));
        call
    };
    ended(&mut call()).kept();
    assert!(
        !calls(&project, "build")[0].contains("--offline"),
        "there was no lock file"
    );
    ended(&mut call()).kept();
    assert!(
        calls(&project, "build")[1].contains("--offline"),
        "nothing is missing any more"
    );

    // A dependency that is nowhere yet.
    let missing = "if [ \"$1\" = tree ]; then exit 101; fi\n";
    script(&project, "cargo", &format!("{missing}exec '{}' \"$@\"", cargo()));
    ended(&mut call()).kept();
    assert!(
        !calls(&project, "build")[2].contains("--offline"),
        "something is missing"
    );
}

/// A library of one package, and its user.
fn dependency_and_user() -> Project {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"dep\", \"user\"]\n",
    );
    project.write("dep/Cargo.toml", &manifest("dep", "1.4.0", ""));
    project.write("dep/src/lib.rs", LIBRARY);
    let user = "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n";
    project.write("user/Cargo.toml", &format!("{user}dep = {{ path = \"../dep\" }}\n"));
    project.write("user/src/lib.rs", "pub fn f() { dep::ask() }\n");
    project
}

/// A call of the command with cargo and git through scripts that note each call.
fn noted(project: &Project, arguments: &str) -> Command {
    script(
        project,
        "bin/cargo",
        &format!("PATH=${{PATH#*:}}\nexec '{}' \"$@\"", cargo()),
    );
    script(project, "bin/git", "PATH=${PATH#*:}\nexec git \"$@\"");
    let mut path = project.path("bin").into_os_string();
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let mut call = project.call(arguments);
    call.env("CARGO", project.path("bin/cargo")).env("PATH", path);
    let _ = fs::remove_file(project.path("calls"));
    call
}

/// The first words of each call of cargo, and the words of each call of git without the folder.
fn asked(project: &Project) -> (Vec<String>, Vec<String>) {
    let calls = fs::read_to_string(project.path("calls")).unwrap_or_default();
    let (git, cargo): (Vec<&str>, Vec<&str>) = calls.lines().partition(|call| call.starts_with("-C "));
    let word = |call: &&str| call.split(' ').next().unwrap_or_default().to_owned();
    let words = |call: &&str| call.split(' ').skip(2).collect::<Vec<_>>().join(" ");
    (cargo.iter().map(word).collect(), git.iter().map(words).collect())
}

#[test]
fn uses_asks_cargo_and_git_once() {
    let project = dependency_and_user();
    project.commit("Begin");
    ended(&mut noted(&project, "uses -p user --format json")).kept();
    let (cargo, git) = asked(&project);
    assert_eq!(cargo, ["metadata", "check"]);
    assert_eq!(git.len(), 1, "{git:?}");

    // With a contract, each call that compiles passes through the program, and nothing is asked besides.
    project.write(
        "dep/Cargo.toml",
        &project
            .read("user/Cargo.toml")
            .replace("user", "dep")
            .replace("dep = { path = \"../dep\" }\n", ""),
    );
    project.write("dep/src/lib.rs", "pub fn ask() {}\n");
    project.write(
        "dep.json",
        r#"{"schema":"stability/contract@1","contract":null,"package":{"name":"dep","version":"0.1.0"},"items":[{"id":"dep::ask","kind":"fn","name":"ask","tier":"stable","package":"dep"}]}"#,
    );
    for _ in 0..2 {
        let ran = ended(&mut noted(&project, "uses -p user --contract dep.json"));
        assert!(ran.kept().contains("  stable        1 item\n"), "{ran}");
        let (cargo, git) = asked(&project);
        assert_eq!((cargo.len(), git.len()), (2, 1), "{cargo:?} {git:?}");
    }
}

#[test]
fn check_asks_no_question_twice() {
    let project = project("");
    project.commit("Begin");
    project.git(&["tag", "v1.0.0"]);
    project.write("Cargo.toml", &project.read("Cargo.toml").replacen("1.0.0", "1.1.0", 1));
    project.stability("bless").kept();
    project.commit("Next");
    ended(&mut noted(&project, "check")).kept();
    let (cargo, git) = asked(&project);
    assert_eq!(cargo, ["metadata", "tree", "build"]);
    let different: BTreeSet<&String> = git.iter().collect();
    assert!(
        different.len() == git.len() && git.len() <= 16,
        "{} calls: {git:#?}",
        git.len()
    );
}

/// A call of `check --semver` with these words, and what cargo-semver-checks was called with.
fn semver_checks(project: &Project, words: &str) -> (CommandOutput, Vec<String>) {
    script(project, "bin/cargo-semver-checks", "");
    let mut path = project.path("bin").into_os_string();
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let mut call = project.call(format!("check --semver {words}").trim_end());
    let ended = ended(call.env("PATH", path).env_remove("CARGO_NET_OFFLINE"));
    let found = calls(project, "semver-checks");
    (
        ended,
        found.into_iter().filter(|call| !call.contains("--version ")).collect(),
    )
}

fn project(more: &str) -> Project {
    let project = Project::new(LIBRARY);
    let manifest = project.read("Cargo.toml").replace("edition", &format!("{more}edition"));
    project.write("Cargo.toml", &format!("{manifest}[features]\nold = []\n"));
    project.stability("init").kept();
    project
}

#[test]
fn cargo_semver_checks_is_called_as_the_contract_is_built() {
    let project = project("");
    let manifest = project.read("Cargo.toml");
    project.write("Cargo.toml", &format!("{manifest}new = []\n"));
    project.commit("Begin");
    let (ended, called) = semver_checks(
        &project,
        "--baseline-rev HEAD --recorded --offline --no-default-features --features old,nika/new",
    );
    ended.kept();
    let [call] = &called[..] else {
        panic!("one package: {called:?}: {ended}");
    };
    for words in [
        "--baseline-rev HEAD",
        "--only-explicit-features",
        "--current-features old --baseline-features old",
        "--current-features new net=true",
    ] {
        assert!(call.contains(words), "{words}: {call}");
    }
    assert!(
        Path::new(call.split("target=").last().unwrap()).starts_with(project.target()),
        "{call}"
    );
}

#[test]
fn an_unpublished_package_is_compared_with_its_commit() {
    let project = project("publish = false\n");
    let (ended, called) = semver_checks(&project, "");
    ended.refused_with("it is not published (`publish = false`), and no commit contains the current baseline");
    assert_eq!(called, [""; 0], "{ended}");
    let first = project.commit("Begin");
    let (ended, called) = semver_checks(&project, "");
    ended.kept();
    assert!(
        called[0].contains(&format!("--baseline-rev {first} --default-features")),
        "{called:?}"
    );
}
