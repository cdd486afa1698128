//! The example workflow, run through the library and through the binary.

use nika_kernel::sinks::Recorder;
use nika_kernel::workflow::TaskId;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const OUTPUT: &str = "keep
  ring-1
note
  Nika 0.90 seals its core traits. Source: ring-1
file-name
  nika-0-90-seals-its-core-traits-source-ring-1
";

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflow.yaml")
}

fn nika(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nika"))
        .args(arguments)
        .output()
        .expect("the binary starts")
}

fn run(file: &Path) -> Output {
    nika(&["run", file.to_str().expect("the path is text")])
}

/// The example with one text in place of another, in a file of its own.
fn changed(name: &str, from: &str, to: &str) -> PathBuf {
    let text = fs::read_to_string(example()).expect("the example is there");
    assert!(text.contains(from), "the example holds `{from}`");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text.replace(from, to)).expect("the file is written");
    file
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_library_runs_the_example() {
    let recorder = Recorder::new();
    let engine = nika::engine().with_events(recorder.clone());
    let report = engine.run(&nika::load(&example()).unwrap()).unwrap();

    assert!(report.is_complete(), "{report:?}");
    let names: Vec<_> = report.tasks.iter().map(|report| report.task.as_str()).collect();
    assert_eq!(names, ["keep", "note", "file-name"]);
    assert_eq!(
        report.output(&TaskId::from("note")),
        Some("Nika 0.90 seals its core traits. Source: ring-1")
    );
    let events: Vec<_> = recorder.events().iter().map(ToString::to_string).collect();
    assert_eq!(
        events,
        [
            "1 workflow.started release-note",
            "2 task.started keep",
            "3 memory.remembered ring-1",
            "4 task.completed keep",
            "5 task.started note",
            "6 memory.recalled 1",
            "7 inference.requested echo summarise",
            "8 inference.answered echo 12 8",
            "9 task.completed note",
            "10 task.started file-name",
            "11 sandbox.allowed mcp:acme/slug",
            "12 tool.called mcp:acme/slug",
            "13 tool.returned mcp:acme/slug",
            "14 task.completed file-name",
            "15 workflow.completed release-note",
        ]
    );
}

#[test]
fn the_binary_prints_each_output() {
    let output = run(&example());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output), OUTPUT);
    assert_eq!(err(&output), "");
}

#[test]
fn events_go_to_standard_error() {
    let file = example();
    let output = nika(&["run", file.to_str().unwrap(), "--events"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out(&output), OUTPUT);
    assert_eq!(err(&output).lines().count(), 15, "{}", err(&output));
}

#[test]
fn a_failed_task_is_named_and_those_that_need_it_are_skipped() {
    let output = run(&changed("failed.yaml", "provider: echo", "provider: oracle"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output), "keep\n  ring-1\n");
    assert_eq!(
        err(&output),
        "nika: task `note` failed: NIKA-INFER-001: no provider is called `oracle`\n\
         nika: task `file-name` is skipped, because `note` has no output\n"
    );
}

#[test]
fn a_tool_that_reads_the_environment_is_denied() {
    let output = run(&changed("denied.yaml", "mcp:acme/slug", "mcp:acme/environment"));
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("NIKA-SEC-001"), "{}", err(&output));
}

/// A file that a run writes.
fn left(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Runs the file, and keeps what the run leaves in two files of this name.
fn kept(file: &Path, name: &str) -> (Output, PathBuf, PathBuf) {
    let (report, transcript) = (left(&format!("{name}.report")), left(&format!("{name}.transcript")));
    let [file, first, second] = [file, &report, &transcript].map(|path| path.to_str().unwrap());
    let output = nika(&["run", file, "--report", first, "--transcript", second]);
    (output, report, transcript)
}

#[test]
fn a_report_is_shown_as_its_run_was() {
    for (name, file) in [
        ("complete", example()),
        ("failed", changed("kept.yaml", "provider: echo", "provider: oracle")),
    ] {
        let (ran, report, _) = kept(&file, name);
        let shown = nika(&["show", report.to_str().unwrap()]);
        assert_eq!(shown, ran, "{name}");
        assert!(
            fs::read_to_string(report)
                .unwrap()
                .starts_with("schema: nika/report@1\n")
        );
    }
}

#[test]
fn a_transcript_is_asked_again() {
    let file = changed("tone.yaml", "recall: core", "x-tone: dry\n      recall: core");
    let (_, _, transcript) = kept(&file, "asked");
    let text = fs::read_to_string(&transcript).unwrap();
    for line in ["schema: nika/transcript@1", "    nika.task: note", "    x-tone: dry"] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    let output = nika(&["replay", transcript.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output), "task `note`: the same answer\n");

    let other = left("other.transcript");
    fs::write(&other, text.replace("model: summarise", "model: uppercase")).unwrap();
    let output = nika(&["replay", other.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        err(&output),
        "nika: task `note`: the answer was \"Nika 0.90 seals its core traits. Source: ring-1\" and is \"SOURCE: RING-1\"\n"
    );
}

#[test]
fn one_document_is_not_taken_for_another() {
    let (_, report, transcript) = kept(&example(), "mixed");
    for (command, file, line) in [
        ("show", &transcript, "reads `nika/report@1`"),
        ("replay", &report, "reads `nika/transcript@1`"),
        ("run", &report, "unknown field `schema`"),
    ] {
        let output = nika(&[command, file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(err(&output).contains(line), "{}", err(&output));
    }
}

#[test]
fn a_report_that_cannot_be_written_is_named() {
    let file = example();
    let output = nika(&["run", file.to_str().unwrap(), "--report", "nowhere/report.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).starts_with("nika: nowhere/report.yaml: "),
        "{}",
        err(&output)
    );
}

#[test]
fn an_invalid_file_is_refused_with_its_place() {
    for (name, from, to, place, words) in [
        (
            "marker.yaml",
            "nika: v1",
            "nika: v2",
            ":2:7: NIKA-DOC-001: ",
            "`nika` is `v2`",
        ),
        (
            "key.yaml",
            "workflow: release-note",
            "workflow: w\nx-mine: 1",
            ":4:1: NIKA-DOC-001: ",
            "`x-mine`",
        ),
        (
            "kind.yaml",
            "kind: infer",
            "kind: dance",
            ": NIKA-TASK-001: ",
            "task `note`",
        ),
        (
            "lost.yaml",
            "depends_on: [note]",
            "depends_on: [nite]",
            ": NIKA-DAG-001: ",
            "task `file-name`",
        ),
        (
            "cycle.yaml",
            "kind: remember",
            "kind: remember\n    depends_on: [note]",
            ": NIKA-DAG-002: ",
            "`keep` → `note`",
        ),
    ] {
        let output = run(&changed(name, from, to));
        let message = err(&output);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert_eq!(out(&output), "");
        assert!(message.contains(&format!("{name}{place}")), "{message}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let output = run(Path::new("nowhere/lost.yaml"));
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).starts_with("nika: nowhere/lost.yaml: "),
        "{}",
        err(&output)
    );
}

#[test]
fn wrong_usage_differs_from_a_failed_task() {
    for arguments in [&[][..], &["run"], &["walk"], &["run", "workflow.yaml", "--quick"]] {
        assert_eq!(nika(arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(nika(&["--help"]).status.code(), Some(0));
}
