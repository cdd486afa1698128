use super::{Input, Task, TaskKind, Workflow};
use crate::NikaError;
use crate::memory::MemoryTask;

fn code(text: &str) -> String {
    Workflow::from_yaml(text)
        .expect_err("the document is refused")
        .code()
        .to_string()
}

const SMALL: &str = "nika: v1
workflow: small
tasks:
  - id: keep
    kind: remember
    with: { text: hello }
  - id: find
    kind: recall
    depends_on: [keep]
    with: { query: \"{{ tasks.keep.output }}\", limit: 3 }
";

#[test]
fn a_document_is_read_unchanged() {
    let workflow = Workflow::from_yaml(SMALL).unwrap();
    assert_eq!(workflow.workflow.as_str(), "small");
    assert_eq!(workflow.tasks[1].kind, TaskKind::Memory(MemoryTask::Recall));
    assert_eq!(workflow.tasks[1].with["limit"], Input::Number(3));
}

#[test]
fn a_document_survives_writing_and_reading() {
    let workflow = Workflow::from_yaml(SMALL).unwrap();
    let written = workflow.to_yaml().unwrap();
    assert!(written.starts_with("nika: v1\n"), "{written}");
    assert_eq!(Workflow::from_yaml(&written).unwrap(), workflow);
}

#[test]
fn another_marker_is_refused_by_name() {
    let error = Workflow::from_yaml("nika: v2\nworkflow: w\ntasks: []\n").unwrap_err();
    assert_eq!(error.code().to_string(), "NIKA-DOC-001");
    assert!(error.to_string().contains("`nika` is `v2`"), "{error}");
    assert!(error.to_string().contains("reads `v1`"), "{error}");
    assert_eq!(error.place().map(|place| place.line), Some(1));
}

#[test]
fn a_missing_marker_is_refused() {
    let error = Workflow::from_yaml("workflow: w\ntasks: []\n").unwrap_err();
    assert!(error.to_string().contains("nika"), "{error}");
}

#[test]
fn an_unknown_key_is_refused_with_its_place() {
    for key in ["nika.cache", "x-my-org-metric", "taskz"] {
        let text = format!("nika: v1\nworkflow: w\n{key}: 42\ntasks: []\n");
        let error = Workflow::from_yaml(&text).unwrap_err();
        assert!(error.to_string().contains(key), "{error}");
        assert_eq!(error.place().map(|place| place.line), Some(3), "{error}");
    }
}

#[test]
fn broken_yaml_is_refused_with_its_place() {
    let error = Workflow::from_yaml("nika: v1\nworkflow: [w\n").unwrap_err();
    assert_eq!(error.code().to_string(), "NIKA-DOC-001");
    assert!(error.place().is_some(), "{error}");
}

#[test]
fn an_unknown_kind_is_refused() {
    let error = Workflow::from_yaml(&SMALL.replace("recall", "dance")).unwrap_err();
    assert_eq!(
        error,
        NikaError::UnknownKind {
            task: "find".into(),
            kind: "dance".to_owned()
        }
    );
}

#[test]
fn an_input_is_neither_missing_nor_superfluous_nor_of_another_form() {
    assert_eq!(code(&SMALL.replace("text: hello", "")), "NIKA-TASK-003");
    assert_eq!(
        code(&SMALL.replace("text: hello", "text: hello, txet: hello")),
        "NIKA-TASK-003"
    );
    assert_eq!(code(&SMALL.replace("limit: 3", "limit: many")), "NIKA-TASK-003");
}

#[test]
fn a_tool_has_one_of_the_namespaces() {
    let task = |tool: &str| Task::new("t", TaskKind::Tool).with_input("tool", tool);
    assert!(Workflow::new("w", vec![task("mcp:acme/slug")]).check().is_ok());
    let error = Workflow::new("w", vec![task("acme:slug")]).check().unwrap_err();
    assert_eq!(error.code().to_string(), "NIKA-TASK-003");
}

#[test]
fn a_template_names_a_dependency() {
    assert_eq!(
        code(&SMALL.replace("tasks.keep.output", "tasks.lost.output")),
        "NIKA-TPL-001"
    );
    assert_eq!(
        code(&SMALL.replace("tasks.keep.output }}", "tasks.keep.output")),
        "NIKA-TPL-001"
    );
}

#[test]
fn an_input_for_the_provider_has_a_name_after_its_prefix() {
    let task = |input: &str| {
        Task::new("t", TaskKind::Infer)
            .with_input("provider", "echo")
            .with_input("model", "echo")
            .with_input("prompt", "?")
            .with_input(input, "dry")
    };
    assert!(Workflow::new("w", vec![task("x-tone")]).check().is_ok());
    for input in ["x-", "tone", "nika.tone"] {
        let error = Workflow::new("w", vec![task(input)]).check().unwrap_err();
        assert_eq!(error.code().to_string(), "NIKA-TASK-003", "{input}");
    }
}
