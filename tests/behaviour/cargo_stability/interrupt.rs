//! An interrupt in the middle of a build.

use std::process::{Command, Stdio};
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
