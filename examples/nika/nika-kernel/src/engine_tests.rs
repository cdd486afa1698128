use super::Engine;
use crate::events::{Event, EventKind, TaskEvent};
use crate::inference::{InferRequest, InferResponse, Message, ModelId, ProviderId, Role, TraceId, Usage};
use crate::memory::{MemoryFrame, MemoryFrameRef, MemoryQuery, MemoryStore, MemoryTask};
use crate::report::{Failure, FailureCode, Outcome};
use crate::sandbox::{AllowList, Verdict};
use crate::sinks::{LineWriter, Recorder};
use crate::telemetry::{AuditEntry, AuditSink};
use crate::tools::{ToolCall, ToolExecutor, ToolName, ToolOutput};
use crate::transcript::Witnessed;
use crate::workflow::{Input, Task, TaskKind, Workflow};
use crate::{NikaError, Result};
use stability::{Code, PublicCode};
use std::sync::{Arc, Mutex};

/// Answers with the whole conversation.
#[derive(Clone)]
struct Parrot;

#[stability::sealed]
impl crate::inference::Provider for Parrot {
    fn id(&self) -> ProviderId {
        "parrot".into()
    }

    fn models(&self) -> Vec<ModelId> {
        vec!["any".into()]
    }

    fn count_tokens(&self, _request: &InferRequest) -> Result<u64> {
        Ok(0)
    }

    fn infer(&self, request: &InferRequest) -> Result<InferResponse> {
        let turns: Vec<_> = request.messages.iter().map(|turn| turn.content.as_str()).collect();
        let answer = Message::new(Role::Assistant, turns.join("|"));
        Ok(InferResponse::new(answer, Usage::default()))
    }
}

#[derive(Default)]
struct Shelf(Mutex<Vec<MemoryFrame>>);

impl MemoryStore for Shelf {
    fn put(&self, mut frame: MemoryFrame) -> Result<MemoryFrameRef> {
        let mut frames = self.0.lock().unwrap();
        let name = MemoryFrameRef::new(format!("frame-{}", frames.len() + 1));
        frame.id = Some(name.clone());
        frames.push(frame);
        Ok(name)
    }

    fn query(&self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>> {
        let frames = self.0.lock().unwrap();
        let found = frames.iter().rev().filter(|frame| query.matches(frame));
        Ok(found.take(query.limit).cloned().collect())
    }
}

struct Reverse;

impl ToolExecutor for Reverse {
    fn tools(&self) -> Vec<ToolName> {
        vec!["nika:reverse".into()]
    }

    fn execute(&self, call: &ToolCall) -> Result<ToolOutput> {
        let text = call.arguments.get("text");
        let text = text.ok_or_else(|| NikaError::tool(&call.tool, "`text` is missing"))?;
        Ok(ToolOutput::new(text.chars().rev().collect::<String>()))
    }
}

#[derive(Clone, Default)]
struct Ledger(Arc<Mutex<Vec<AuditEntry>>>);

impl AuditSink for Ledger {
    fn append(&self, entry: &AuditEntry) {
        self.0.lock().unwrap().push(entry.clone());
    }
}

fn infer(id: &str, prompt: &str) -> Task {
    Task::new(id, TaskKind::Infer)
        .with_input("provider", "parrot")
        .with_input("model", "any")
        .with_input("prompt", prompt)
}

fn reverse(id: &str, text: &str) -> Task {
    Task::new(id, TaskKind::Tool)
        .with_input("tool", "nika:reverse")
        .with_input("text", text)
}

fn outcomes(engine: &Engine, tasks: Vec<Task>) -> Vec<Outcome> {
    let report = engine.run(&Workflow::new("w", tasks)).unwrap();
    report.tasks.into_iter().map(|report| report.outcome).collect()
}

fn failed(error: &NikaError) -> Outcome {
    Outcome::Failed(Failure::of(error).unwrap())
}

fn completed(text: &str) -> Outcome {
    Outcome::Completed(text.to_owned())
}

#[test]
fn outputs_flow_from_task_to_task() {
    let engine = Engine::new()
        .with_provider(Parrot)
        .with_memory(Shelf::default())
        .with_tools(Reverse)
        .with_sandbox(AllowList::new().allow("nika:reverse"));
    let tasks = vec![
        reverse("last", "{{ tasks.ask.output }}").after("ask"),
        Task::new("keep", TaskKind::Memory(MemoryTask::Remember)).with_input("text", "Ada"),
        infer("ask", "{{ tasks.keep.output }}?")
            .with_input("recall", "ada")
            .after("keep"),
        Task::new("find", TaskKind::Memory(MemoryTask::Recall))
            .with_input("query", "")
            .after("keep"),
    ];
    assert_eq!(
        outcomes(&engine, tasks),
        [
            completed("frame-1"),
            completed("Ada|frame-1?"),
            completed("?1-emarf|adA"),
            completed("Ada")
        ]
    );
}

#[test]
fn what_is_not_plugged_in_fails_its_task_by_name() {
    let tasks = vec![
        infer("ask", "?"),
        Task::new("keep", TaskKind::Memory(MemoryTask::Remember)).with_input("text", "Ada"),
        infer("wait", "{{ tasks.ask.output }}").after("ask"),
    ];
    let provider = "parrot".into();
    assert_eq!(
        outcomes(&Engine::new(), tasks),
        [
            failed(&NikaError::ProviderMissing { provider }),
            failed(&NikaError::MemoryMissing),
            Outcome::Skipped("ask".into()),
        ]
    );
}

#[test]
fn a_call_that_nobody_allowed_is_denied() {
    let ledger = Ledger::default();
    let engine = Engine::new().with_tools(Reverse).with_audit(ledger.clone());
    let outcome = outcomes(&engine, vec![reverse("t", "abc")]).remove(0);
    assert!(
        matches!(&outcome, Outcome::Failed(failure) if failure.code.as_str() == "NIKA-SEC-001"),
        "{outcome:?}"
    );
    let entries = ledger.0.lock().unwrap();
    assert_eq!(entries.len(), 1);
    assert!(matches!(entries[0].verdict, Verdict::Deny(_)));
}

#[test]
fn a_denied_caller_does_not_learn_which_tools_there_are() {
    let offered = outcomes(&Engine::new().with_tools(Reverse), vec![reverse("t", "abc")]);
    let absent = outcomes(&Engine::new(), vec![reverse("t", "abc")]);
    assert_eq!(offered, absent);
}

#[test]
fn an_allowed_tool_that_nobody_offers_is_missing() {
    let engine = Engine::new().with_sandbox(AllowList::new().allow("nika:reverse"));
    let tool = "nika:reverse".into();
    assert_eq!(
        outcomes(&engine, vec![reverse("t", "abc")]),
        [failed(&NikaError::ToolMissing { tool })]
    );
}

#[test]
fn nothing_is_run_of_a_workflow_that_fails_its_check() {
    let recorder = Recorder::new();
    let engine = Engine::new().with_events(recorder.clone());
    let workflow = Workflow::new("w", vec![infer("a", "?").after("a")]);
    assert_eq!(engine.run(&workflow).unwrap_err().code().to_string(), "NIKA-DAG-002");
    assert_eq!(recorder.events(), []);
}

#[test]
fn events_are_numbered_and_say_what_happened() {
    let recorder = Recorder::new();
    let engine = Engine::new().with_events(recorder.clone());
    outcomes(&engine, vec![reverse("t", "abc"), reverse("u", "").after("t")]);
    let lines: Vec<_> = recorder.events().iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "1 workflow.started w",
            "2 task.started t",
            "3 sandbox.denied nika:reverse the engine allows no tools",
            "4 task.failed t NIKA-SEC-001",
            "5 task.skipped u t",
            "6 workflow.failed w",
        ]
    );
    let code = PublicCode::try_from(Code::new("NIKA-SEC", 1)).unwrap();
    let failed = EventKind::Task(TaskEvent::Failed("t".into(), FailureCode::new(code)));
    assert_eq!(recorder.events()[3], Event::new(4, failed));
}

#[test]
fn a_closed_pipe_stops_no_run() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _bytes: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let engine = Engine::new().with_provider(Parrot).with_events(LineWriter::new(Closed));
    assert_eq!(outcomes(&engine, vec![infer("a", "?")]), [completed("?")]);
}

/// Answers for a trace of its own.
struct Astray;

#[stability::sealed]
impl crate::inference::Provider for Astray {
    fn id(&self) -> ProviderId {
        "parrot".into()
    }

    fn models(&self) -> Vec<ModelId> {
        Parrot.models()
    }

    fn count_tokens(&self, request: &InferRequest) -> Result<u64> {
        Parrot.count_tokens(request)
    }

    fn infer(&self, request: &InferRequest) -> Result<InferResponse> {
        let response = Parrot.infer(request)?;
        Ok(response.with_trace_id(TraceId::new("elsewhere")))
    }
}

/// Gives every frame twice.
struct Twice(Shelf);

impl MemoryStore for Twice {
    fn put(&self, frame: MemoryFrame) -> Result<MemoryFrameRef> {
        self.0.put(frame)
    }

    fn query(&self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>> {
        let frames = self.0.query(query)?;
        Ok([frames.clone(), frames].concat())
    }
}

#[test]
fn a_broken_rule_is_an_event_and_its_internal_code_reaches_no_report() {
    let recorder = Recorder::new();
    let engine = Engine::new()
        .with_provider(Astray)
        .with_memory(Twice(Shelf::default()))
        .with_events(recorder.clone());
    let mut tasks = vec![
        infer("ask", "?"),
        Task::new("keep", TaskKind::Memory(MemoryTask::Remember)).with_input("text", "Ada"),
        Task::new("find", TaskKind::Memory(MemoryTask::Recall))
            .with_input("query", "")
            .after("keep"),
    ];
    tasks[2].with.insert("limit".to_owned(), Input::Number(1));
    let report = engine.run(&Workflow::new("w", tasks)).unwrap();

    let outcome = |place: usize| &report.tasks[place].outcome;
    assert_eq!(outcome(0), &failed(&NikaError::Internal));
    assert_eq!(outcome(2), &failed(&NikaError::Internal));
    assert!(!report.to_yaml().unwrap().contains("NIKA-ENGINE"));

    let lines: Vec<_> = recorder.events().iter().map(ToString::to_string).collect();
    for line in [
        "4 engine.fault NIKA-ENGINE-1001 provider `parrot` answered for the trace `elsewhere`",
        "5 task.failed ask NIKA-CORE-002",
        "10 engine.fault NIKA-ENGINE-1002 the memory gave 2 frames of 1 asked for",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:#?}");
    }
}

#[test]
fn what_is_meant_for_the_provider_travels_with_the_request() {
    let witnessed = Witnessed::new(Parrot);
    let engine = Engine::new().with_provider(witnessed.clone());
    let task = infer("ask", "?").with_input("x-tone", "dry");
    assert_eq!(outcomes(&engine, vec![task]), [completed("?")]);

    let transcript = witnessed.transcript();
    let extensions = transcript.exchanges[0].request.extensions();
    assert_eq!(extensions.get::<String>("x-tone").unwrap().as_deref(), Some("dry"));
    assert_eq!(extensions.get::<String>("nika.task").unwrap().as_deref(), Some("ask"));
}

#[test]
fn what_was_asked_can_be_asked_again() {
    let witnessed = Witnessed::new(Parrot);
    let engine = Engine::new().with_provider(witnessed.clone());
    outcomes(&engine, vec![infer("ask", "?")]);
    let exchange = witnessed.transcript().exchanges.remove(0);
    assert_eq!(engine.ask(&exchange.request), Ok(exchange.response));

    let provider = "parrot".into();
    assert_eq!(
        Engine::new().ask(&exchange.request),
        Err(NikaError::ProviderMissing { provider })
    );
}
