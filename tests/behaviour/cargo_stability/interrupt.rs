//! An interrupt in the middle of a build, and while nothing is called.

use std::fmt::Write as _;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::Project;
use super::project::manifest;

#[test]
fn an_interrupt_while_a_revision_is_built_leaves_nothing_behind() {
    let project = Project::new("#[stability::beta]\npub fn ask() {}\n");
    project.write("Cargo.toml", &manifest("nika", "1.0.0", "build = \"build.rs\""));
    let started = project.path("started");
    project.write(
        "build.rs",
        // It runs until it is ended, or until the project is no longer there.
        &format!(
            "fn main() {{
                std::fs::write({started:?}, \"\").unwrap();
                while std::path::Path::new({started:?}).exists() {{
                    std::thread::sleep(std::time::Duration::from_millis(50));
                }}
            }}"
        ),
    );
    let first = project.commit("Begin");
    let mut call = project.call(&format!("diff {first}"));
    let mut child = call.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // However long the build takes to begin.
    while !started.exists() {
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "it ended before the build script was run: {ended:?}");
        thread::sleep(Duration::from_millis(50));
    }
    assert!(project.revisions().join(&first).exists());
    signal(&child, "-INT");
    let ended = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{stderr}");
    assert!(
        stderr.contains("interrupted; unfinished output was removed"),
        "{stderr}"
    );
    assert!(!project.revisions().join(&first).exists());
    assert_eq!(project.git(&["worktree", "list"]).lines().count(), 1);
}

/// To the program alone, as a supervisor does it.
fn signal(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

/// A contract that is longer as a table than what a pipe holds.
fn long_contract() -> String {
    let mut items = String::new();
    for at in 0..5000 {
        let comma = if at == 0 { "" } else { "," };
        write!(
            items,
            r#"{comma}{{"id":"nika::item_{at:04}","kind":"fn","name":"item_{at:04}","package":"nika","tier":"stable"}}"#
        )
        .unwrap();
    }
    format!(r#"{{"schema":"stability/contract@1","package":{{"name":"nika","version":"1.0.0"}},"items":[{items}]}}"#)
}

/// The program does not look up from what it is doing here: it waits for a reader who does not read on.
#[test]
fn an_interrupt_ends_a_call_that_runs_no_program() {
    let project = Project::new("");
    project.write("long.json", &long_contract());
    for name in ["-INT", "-TERM"] {
        let mut call = project.call("show long.json");
        let mut child = call.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        signal(&child, name);
        let ended = child.wait().unwrap();
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!(ended.code(), Some(2), "{stderr}");
        assert!(stderr.contains("error: interrupted; "), "{stderr}");
    }
}

#[test]
fn a_named_pipe_is_refused_wherever_a_file_is_read() {
    let project = Project::new("#[stability::beta]\npub fn ask() {}\n");
    let made = Command::new("mkfifo").arg(project.path("pipe")).status();
    if !made.is_ok_and(|made| made.success()) {
        return;
    }
    for call in ["show pipe", "diff pipe pipe"] {
        project
            .stability(call)
            .refused_with("it is a named pipe, not a regular file");
    }
    std::fs::rename(project.path("pipe"), project.path("stability.toml")).unwrap();
    project
        .stability("check")
        .refused_with("stability.toml`: it is a named pipe, not a regular file");
}
