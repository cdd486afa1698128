//! What of the application's context reaches a record.

use crate::support::Shelf;
use aioc::Failure;
use aioc::agent::Agent;
use aioc::guarantees::REDACTED_BEFORE_PERSISTENCE;
use aioc::options::{RunOptions, RunRecordOptions};
use aioc::provider::{ModelEvent, ScriptedProvider};
use aioc::redact::{KeyRedactor, RedactedContext};
use aioc::run::run;
use aioc::sink::JsonLines;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Caller {
    email: String,
    team: String,
}

fn caller() -> Caller {
    Caller {
        email: "ada@example.org".to_owned(),
        team: "ops".to_owned(),
    }
}

fn greet(record: RunRecordOptions<Caller>) {
    let provider = ScriptedProvider::new([vec![ModelEvent::delta("Hello.")]]);
    let agent = Agent::new("front", "small");
    run(
        &provider,
        agent,
        "Hello?",
        RunOptions::new(caller()).with_record(record),
    )
    .unwrap();
}

/// A file that its writer gives away.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
#[stability::upholds(REDACTED_BEFORE_PERSISTENCE)]
fn a_redactor_is_applied_before_anything_is_written() {
    let page = Page::default();
    let record = RunRecordOptions::new()
        .with_context_redactor(KeyRedactor::new(["email"]))
        .with_sink(JsonLines::new(page.clone()));
    greet(record);
    let written = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    assert!(!written.contains("ada@example.org"), "{written}");
    let record: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(
        record["contextSnapshot"],
        serde_json::json!({ "email": "[redacted]", "team": "ops" })
    );
    assert_eq!(record["contextRedacted"], true);
}

#[test]
fn without_a_redactor_the_context_is_kept_as_it_is() {
    let shelf = Shelf::new();
    greet(shelf.options());
    let record = shelf.record();
    assert_eq!(
        (record.context_snapshot, record.context_redacted),
        (Some(caller()), false)
    );
}

#[test]
fn a_redactor_says_itself_whether_it_took_something_out() {
    let shelf = Shelf::new();
    let keep = |caller: &Caller| Ok::<_, Failure>(RedactedContext::new(caller.clone(), false));
    greet(shelf.options().with_context_redactor(keep));
    let record = shelf.record();
    assert_eq!(
        (record.context_snapshot, record.context_redacted),
        (Some(caller()), false)
    );
}

#[test]
#[stability::upholds(REDACTED_BEFORE_PERSISTENCE)]
fn where_the_redactor_fails_no_context_is_kept() {
    type Redactor = fn(&Caller) -> Result<RedactedContext<Caller>, Failure>;
    let broken: [Redactor; 2] = [
        |_| Err("no rules for this tenant".into()),
        |_| panic!("a redactor with a defect"),
    ];
    for redactor in broken {
        let shelf = Shelf::new();
        greet(shelf.options().with_context_redactor(redactor));
        let record = shelf.record();
        assert_eq!((record.context_snapshot, record.context_redacted), (None, true));
    }
}
