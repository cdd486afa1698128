//! An interrupt in the middle of a build.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Project;
use super::project::manifest;

/// How long a build may take to begin.
const PATIENCE: Duration = Duration::from_secs(300);

#[test]
fn an_interrupt_while_a_revision_is_built_leaves_nothing_behind() {
    let project = Project::new("#[stability::beta]\npub fn ask() {}\n");
    project.write("Cargo.toml", &manifest("nika", "1.0.0", "build = \"build.rs\""));
    let started = project.path("started");
    project.write(
        "build.rs",
        &format!("fn main() {{ std::fs::write({started:?}, \"\").unwrap(); std::thread::sleep(std::time::Duration::from_secs(600)); }}"),
    );
    let first = project.commit("Begin");
    let mut call = project.call(&format!("diff {first}"));
    let child = call.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while !started.exists() {
        assert!(begun.elapsed() < PATIENCE, "the build script was not run");
        thread::sleep(Duration::from_millis(50));
    }
    assert!(project.revisions().join(&first).exists());
    // To the program alone, as a supervisor does it.
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    let ended = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("interrupted; what was begun is removed"), "{stderr}");
    assert!(!project.revisions().join(&first).exists());
    assert_eq!(project.git(&["worktree", "list"]).lines().count(), 1);
}
