//! The files for GitHub Actions, pre-commit, release tools and editors: each can be read, each command in them exists, and the shell
//! lines of the action do what they say.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use regex::Regex;
use serde_json::Value;

use super::Project;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The file, by what its name says that it is.
fn parsed(path: &str) -> Value {
    let text = text(path);
    match path.rsplit_once('.').expect("a name with an extension").1 {
        "json" => serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")),
        "toml" => toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")),
        _ => yaml_serde::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")),
    }
}

/// Every file beside the tool itself.
fn files() -> Vec<String> {
    let mut files = vec!["action.yml".to_owned(), ".pre-commit-hooks.yaml".to_owned()];
    for folder in ["examples/ci", "examples/editor"] {
        for entry in fs::read_dir(Path::new(ROOT).join(folder)).expect("the folder can be listed") {
            let name = entry.expect("the folder can be listed").file_name();
            files.push(format!("{folder}/{}", name.to_str().expect("names are UTF-8")));
        }
    }
    files
}

/// The arguments of a command, without what a shell adds.
fn is_accepted(project: &Project, arguments: &str) {
    let called = project.stability(&format!("{arguments} --help"));
    assert_eq!(called.code, Some(0), "cargo stability {arguments}: {called}");
}

#[test]
fn each_file_can_be_read_and_each_command_in_it_exists() {
    let project = Project::empty();
    let command = Regex::new(r"cargo stability ([a-z]+(?: --[a-z-]+(?: (?:github|sarif|never))?)*)").unwrap();
    let mut commands = 0;
    for path in files() {
        assert!(!parsed(&path).is_null(), "{path}");
        let text = text(&path);
        let lines = text
            .lines()
            .filter(|line| line.contains("entry:") || line.contains("run:") || line.contains("\"command\""));
        for line in lines {
            for found in command.captures_iter(line) {
                is_accepted(&project, &found[1]);
                commands += 1;
            }
        }
    }
    assert_eq!(commands, 5, "three hooks, a step and a task");
}

#[test]
fn workflows_give_the_action_what_it_takes() {
    let action = parsed("action.yml");
    let inputs = action["inputs"].as_object().expect("the action has inputs");
    let project = Project::empty();
    let mut calls = Vec::new();
    for path in [
        "examples/ci/pull-request.yml",
        "examples/ci/main.yml",
        "examples/ci/tag.yml",
    ] {
        let workflow = parsed(path);
        let steps = workflow["jobs"]["stability"]["steps"]
            .as_array()
            .expect("a job has steps");
        assert_eq!(
            steps[0]["with"]["fetch-depth"], 0,
            "{path}: the last release is in the history"
        );
        for step in steps
            .iter()
            .filter(|step| step["uses"].as_str().is_some_and(|it| it.contains("/stability@")))
        {
            let given = step["with"].as_object().cloned().unwrap_or_default();
            assert!(given.keys().all(|key| inputs.contains_key(key)), "{path}: {given:?}");
            let value = |key: &str| {
                given
                    .get(key)
                    .unwrap_or(&inputs[key]["default"])
                    .as_str()
                    .unwrap()
                    .to_owned()
            };
            calls.push(format!("{} {}", value("command"), value("args")).trim_end().to_owned());
        }
    }
    assert_eq!(calls, ["check", "check --due", "doc --check", "release --check"]);
    for call in calls {
        is_accepted(&project, &call);
    }
}

#[test]
fn hooks_look_at_the_files_that_a_promise_depends_on() {
    let hooks = parsed(".pre-commit-hooks.yaml");
    let configured = parsed("examples/ci/pre-commit-config.yaml");
    let ids: Vec<&str> = hooks
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|hook| hook["id"].as_str())
        .collect();
    for hook in configured["repos"][0]["hooks"].as_array().unwrap() {
        assert!(ids.contains(&hook["id"].as_str().unwrap()), "{hook}");
    }
    let files = |id: usize| Regex::new(hooks[id]["files"].as_str().unwrap()).unwrap();
    for path in [
        "src/lib.rs",
        "Cargo.toml",
        "nika/Cargo.lock",
        "stability.toml",
        "stability/contract.json",
    ] {
        assert!(files(0).is_match(path) && files(1).is_match(path), "{path}");
    }
    assert!(!files(0).is_match("README.md") && files(2).is_match("README.md"));
}

/// The findings that the patterns of a matcher find in the report for terminals: file, line, severity, rule.
fn matched(matcher: &Value) -> Vec<(String, String, String, String)> {
    let pattern = |at: usize| Regex::new(matcher["pattern"][at]["regexp"].as_str().unwrap()).unwrap();
    let (first, second) = (pattern(0), pattern(1));
    let report = text("cargo-stability/src/report/tests/findings.text");
    let lines: Vec<&str> = report.lines().collect();
    let pairs = lines
        .windows(2)
        .filter_map(|lines| Some((first.captures(lines[0])?, second.captures(lines[1])?)));
    let group = |found: &regex::Captures<'_>, at: usize| found.get(at).map_or("", |it| it.as_str()).to_owned();
    let found = pairs.map(|(title, place)| (group(&place, 1), group(&place, 2), group(&title, 1), group(&title, 2)));
    found.collect()
}

#[test]
fn matchers_find_each_finding_that_has_a_place() {
    let expected = [
        ("nika/src/lib.rs", "2", "error"),
        ("CHANGELOG.md", "", "warning"),
        ("nika-kernel/Cargo.toml", "", "warning"),
        ("stability.toml", "1", "error"),
        ("commit 0123abcd", "", "warning"),
    ];
    let expected = expected.map(|(file, line, level)| {
        (
            file.to_owned(),
            line.to_owned(),
            level.to_owned(),
            "item-removed".to_owned(),
        )
    });
    let workflow = parsed("examples/ci/problem-matcher.json");
    assert_eq!(matched(&workflow["problemMatcher"][0]), expected);
    let editor = parsed("examples/editor/tasks.json");
    assert_eq!(matched(&editor["tasks"][0]["problemMatcher"]), expected);
}

/// Runs the action as a runner does, where these programs are installed, and gives the calls of cargo.
#[cfg(unix)]
fn run_action(given: &[(&str, &str)], installed: &[&str]) -> Vec<String> {
    let (calls, ended_well) = try_action(given, installed);
    assert!(ended_well, "{given:?}: {calls:?}");
    calls
}

/// The same, and whether each step succeeded.
#[cfg(unix)]
fn try_action(given: &[(&str, &str)], installed: &[&str]) -> (Vec<String>, bool) {
    use std::os::unix::fs::PermissionsExt;

    let action = parsed("action.yml");
    let project = Project::empty();
    let calls = project.path("calls");
    let script = |name: &str, then: &str| {
        let path = format!("bin/{name}");
        project.write(&path, &format!("#!/bin/sh\n{then}\n"));
        fs::set_permissions(project.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
    };
    script("cargo", &format!("echo \"$*\" >> '{}'", calls.display()));
    for name in installed {
        script(name, "echo 'cargo-stability 0.1.0'");
    }
    let value = |key: &str| {
        let given = given
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| (*value).to_owned());
        given.unwrap_or_else(|| action["inputs"][key]["default"].as_str().unwrap().to_owned())
    };
    let mut ended_well = true;
    let input = Regex::new(r"^\$\{\{ inputs\.([a-z-]+) \}\}$").unwrap();
    for step in action["runs"]["steps"].as_array().unwrap() {
        let Some(lines) = step["run"].as_str() else { continue };
        assert!(
            !lines.contains("${{"),
            "what users give is no part of the shell's text: {lines}"
        );
        let env: BTreeMap<String, Value> = serde_json::from_value(step["env"].clone()).unwrap();
        let mut call = Command::new("bash");
        call.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", lines]);
        for (name, text) in &env {
            call.env(name, value(&input.captures(text.as_str().unwrap()).unwrap()[1]));
        }
        // Only what `installed` names, and what the system has.
        call.env("PATH", format!("{}:/usr/bin:/bin", project.path("bin").display()));
        let output = call.current_dir(project.path("")).output().expect("bash can be called");
        ended_well = ended_well && output.status.success();
    }
    let called = fs::read_to_string(calls).unwrap_or_default();
    (called.lines().map(ToOwned::to_owned).collect(), ended_well)
}

#[cfg(unix)]
#[test]
fn the_action_installs_and_runs_what_it_is_given() {
    assert_eq!(
        run_action(&[], &[]),
        ["install --locked cargo-stability", "stability check --format github"]
    );
    assert_eq!(
        run_action(
            &[("version", "0.1.0"), ("baseline", "v1.0.0; exit 3")],
            &["cargo-binstall"]
        ),
        [
            "binstall --no-confirm --locked cargo-stability@0.1.0",
            "stability check --baseline-rev v1.0.0; exit 3 --format github"
        ]
    );
    let given = [
        ("version", "0.1.0"),
        ("command", "release"),
        ("args", "--check  --no-gates"),
    ];
    assert_eq!(
        run_action(&given, &["cargo-stability"]),
        ["stability release --check --no-gates"]
    );
    let given = [("version", "0.2.0"), ("args", "--format sarif")];
    assert_eq!(
        run_action(&given, &["cargo-stability"]),
        [
            "install --locked cargo-stability@0.2.0",
            "stability check --format sarif"
        ]
    );
    // Only `check` compares with a revision.
    let given = [("version", "0.1.0"), ("command", "doc"), ("baseline", "v1.0.0")];
    assert_eq!(try_action(&given, &["cargo-stability"]), (Vec::new(), false));
}
