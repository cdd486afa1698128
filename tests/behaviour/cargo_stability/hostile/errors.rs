//! The errors of the command that repeat what they refuse.

use std::ffi::OsStr;

use serde_json::{Value, json};

use super::{HOSTILE, Project, harmless, in_toml, project, without_colors};
use crate::cargo_stability::CommandOutput;

/// The call with arguments that `call` cannot split.
fn with(project: &Project, command: &str, arguments: &[&str]) -> CommandOutput {
    let mut call = project.call(command);
    CommandOutput::of(
        call.args(arguments.iter().map(OsStr::new))
            .output()
            .expect("the command can be called"),
    )
}

/// That it ended with one error and nothing else.
#[track_caller]
fn refused(ended: &CommandOutput) {
    harmless(ended, "text");
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
    let errors = ended.stderr.lines();
    let errors = errors.filter(|line| without_colors(line).starts_with("error: "));
    assert_eq!(errors.count(), 1, "{ended}");
}

#[test]
fn no_argument_leaves_its_message() {
    let project = project("");
    project.commit("a release");
    let name = &*format!("a{HOSTILE}");
    for (command, arguments) in [
        ("show --color always", &[name][..]),
        ("show --color always", &["before.json", name]),
        ("show --color always", &["--manifest-path", name]),
        ("show --color always", &["--package", name]),
        ("show --color always", &["--features", name]),
        ("show --color always", &["--kind", name]),
        ("show --color always", &["--tier", name]),
        ("show --color always", &["--format", name]),
        ("show --color always", &[&format!("--{name}")]),
        ("explain --color always", &[name]),
        ("explain --color always", &[&format!("item-removed{HOSTILE}")]),
        ("man --color always", &[name]),
        ("completions --color always", &[name]),
        (name, &[]),
        ("diff --color always", &[name]),
        ("diff --color always --recorded", &[name]),
        ("check --color always", &["--baseline", name]),
        ("check --color always", &["--baseline-rev", name]),
        ("check --color always", &["--baseline-rev", name, "--recorded"]),
        ("check --color always", &["--baseline-version", name]),
        (
            "check --color always --baseline before.json",
            &["--range", &format!("{name}..HEAD")],
        ),
        ("check --color always", &["--release-version", name]),
        ("check --color always", &["--today", name]),
        ("due --color always", &["--next", name]),
        ("due --color always", &["--today", name]),
    ] {
        refused(&with(&project, command, arguments));
    }
}

#[test]
fn no_contract_leaves_the_message_that_refuses_it() {
    let project = project("");
    let said = |word: &str| format!("{word}{HOSTILE}");
    let item = |more: Value| {
        let mut item =
            json!({ "id": said("a"), "kind": "struct", "name": said("a"), "tier": "stable", "package": "nika" });
        for (key, value) in more.as_object().expect("an object") {
            item[key] = value.clone();
        }
        json!({ "schema": "stability/contract@1", "contract": null, "package": { "name": "nika", "version": "1.0.0" }, "items": [item] })
    };
    let mut twice = item(json!({}));
    twice["items"] = json!([twice["items"][0], twice["items"][0]]);
    for contract in [
        json!({ "schema": said("other") }),
        json!({ "schema": said("stability/contract@2") }),
        json!({ "schema": "stability/contract@1", (said("key")): 1, "contract": null, "package": null, "items": [] }),
        item(json!({ "tier": said("stable") })),
        item(json!({ "kind": said("struct") })),
        item(json!({ "since": said("1.0.0") })),
        item(json!({ (said("key")): 1 })),
        item(json!({ "deprecated": { (said("key")): 1 } })),
        item(json!({ "package": { "name": said("nika") } })),
        twice,
    ] {
        project.write("bad.json", &contract.to_string());
        refused(&with(&project, "show --color always bad.json", &[]));
        project.write("stability/contract.json", &contract.to_string());
        for command in [
            "check --color always",
            "bless --color always",
            "diff --color always bad.json bad.json",
        ] {
            refused(&with(&project, command, &[]));
        }
    }
    for text in [
        said("text"),
        format!("!<arch>\n{HOSTILE}"),
        said("{ \"schema\": 1"),
        format!("\u{7f}ELF{HOSTILE}"),
    ] {
        project.write("bad.json", &text);
        refused(&with(&project, "show --color always bad.json", &[]));
    }
}

#[test]
fn no_policy_and_no_manifest_leaves_the_message_that_refuses_it() {
    let project = project("");
    let in_toml = in_toml(HOSTILE);
    for policy in [
        format!("\"key{in_toml}\" = 1"),
        format!("next = \"huge{in_toml}\""),
        format!("[tiers.\"{in_toml}\"]\nbreaks = 1"),
        format!("[[exception]]\nversion = \"1.x{in_toml}\""),
        format!("packages = [\"a{in_toml}\"]"),
        format!("baseline = \"../a{in_toml}\""),
        format!("[changelog]\npath = \"a{in_toml}\""),
        format!("next = {HOSTILE}"),
    ] {
        project.write("stability.toml", &policy);
        let ended = with(&project, "check --color always --baseline before.json", &[]);
        harmless(&ended, "text");
    }
    std::fs::remove_file(project.path("stability.toml")).unwrap();
    let manifest = project.read("Cargo.toml");
    for (from, to) in [
        ("name = \"nika\"", format!("name = \"nika{in_toml}\"")),
        ("edition = \"2024\"", format!("edition = \"{in_toml}\"")),
    ] {
        project.write("Cargo.toml", &manifest.replacen(from, &to, 1));
        harmless(&with(&project, "show --color always", &[]), "text");
    }
}

#[test]
fn compiler_messages_about_hostile_source_are_sanitized() {
    let escaped: String = HOSTILE.chars().map(|c| c.escape_unicode().to_string()).collect();
    let project = Project::new(&format!(
        "#[stability::beta]\npub fn ask() {{}}\ncompile_error!(\"it is {escaped}\");\n"
    ));
    let ended = project.stability("show --color always");
    assert_eq!(ended.code, Some(2), "{ended}");
    let ours: String = ended
        .stderr
        .split_inclusive('\n')
        .filter(|line| !line.contains("Compiling "))
        .collect();
    harmless(
        &CommandOutput {
            code: ended.code,
            stdout: ended.stdout.clone(),
            stderr: ours,
        },
        "text",
    );
}
