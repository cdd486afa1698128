//! Documents between two releases: what this one writes, the one before keeps; what that one writes, this one reads.

use nika_kernel::inference::{InferRequest, InferResponse, Message, Role, Usage};
use nika_kernel::transcript::{Exchange, Transcript};

fn exchange() -> Exchange {
    let mut request = InferRequest::new("echo".into(), "summarise".into())
        .with_message(Message::new(Role::User, "Which animal?"))
        .with_trace_id(nika_kernel::inference::TraceId::new("fox/ask"));
    request.extensions_mut().insert("x-tone", "dry").unwrap();
    let answer = Message::new(Role::Assistant, "The fox");
    Exchange::new(request, InferResponse::new(answer, Usage::new(2, 2)))
}

#[test]
fn what_this_release_writes_the_one_before_writes_back_unchanged() {
    let mut exchange = exchange();
    exchange.request.memory = Some("vector-2".into());
    let written = Transcript::new(vec![exchange]).to_yaml().unwrap();
    assert!(written.contains("memory: vector-2\n"), "{written}");

    let read = earlier::transcript::Transcript::from_yaml(&written).unwrap();
    assert_eq!(read.to_yaml().unwrap(), written);
}

#[test]
fn what_the_release_before_writes_this_one_reads() {
    let mut request = earlier::inference::InferRequest::new("echo".into(), "summarise".into())
        .with_message(earlier::inference::Message::new(
            earlier::inference::Role::User,
            "Which animal?",
        ))
        .with_trace_id(earlier::inference::TraceId::new("fox/ask"));
    request.extensions_mut().insert("x-tone", "dry").unwrap();
    let answer = earlier::inference::Message::new(earlier::inference::Role::Assistant, "The fox");
    let response = earlier::inference::InferResponse::new(answer, earlier::inference::Usage::new(2, 2));
    let transcript = earlier::transcript::Transcript::new(vec![earlier::transcript::Exchange::new(request, response)]);
    let written = transcript.to_yaml().unwrap();

    let read = Transcript::from_yaml(&written).unwrap();
    assert_eq!(read, Transcript::new(vec![exchange()]));
    assert_eq!(read.to_yaml().unwrap(), written);
}

#[test]
fn what_is_still_reserved_is_kept_by_both() {
    let written = Transcript::new(vec![exchange()]).to_yaml().unwrap();
    let later = written.replace(
        "    trace_id: fox/ask",
        "    trust_level:\n      at: low\n    trace_id: fox/ask",
    );
    assert_ne!(later, written);
    assert_eq!(Transcript::from_yaml(&later).unwrap().to_yaml().unwrap(), later);
    let read = earlier::transcript::Transcript::from_yaml(&later).unwrap();
    assert_eq!(read.to_yaml().unwrap(), later);
}

#[test]
fn a_task_of_this_release_is_refused_by_name_by_the_one_before() {
    let text = "nika: v1\nworkflow: w\ntasks:\n- { id: drop, kind: forget, with: { frame: ring-1 } }\n";
    assert!(nika_kernel::workflow::Workflow::from_yaml(text).is_ok());
    let error = earlier::workflow::Workflow::from_yaml(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "NIKA-TASK-001: task `drop` is of kind `forget`; known are infer, recall, remember, tool"
    );
}
