use super::{VectorMemory, WordVectors};
use nika_kernel::embedding::EmbeddingProvider;
use nika_kernel::engine::Engine;
use nika_kernel::memory::{MemoryFrame, MemoryFrameRef, MemoryQuery, MemoryStore};
use nika_kernel::report::{Outcome, RunReport};
use nika_kernel::sinks::Recorder;
use nika_kernel::transcript::{Transcript, Witnessed};
use nika_kernel::workflow::Workflow;
use nika_provider_echo::EchoProvider;

fn vectors() -> WordVectors {
    WordVectors::new(1024)
}

/// A memory of these texts, and their names.
fn filled(texts: &[&str]) -> (VectorMemory<WordVectors>, Vec<MemoryFrameRef>) {
    let memory = VectorMemory::new(vectors());
    let names = texts.iter().map(|text| memory.put(MemoryFrame::new(*text)).unwrap());
    let names = names.collect();
    (memory, names)
}

fn texts(frames: Vec<MemoryFrame>) -> Vec<String> {
    frames.into_iter().map(|frame| frame.text).collect()
}

fn all(memory: &impl MemoryStore) -> Vec<String> {
    texts(memory.query(&MemoryQuery::new("")).unwrap())
}

#[test]
fn a_vector_counts_words_in_any_case() {
    let vectors = self::vectors().embed(&["Red, red fox".to_owned(), String::new()]).unwrap();
    assert_eq!(vectors.len(), 2);
    assert_eq!(vectors[0].values.len(), self::vectors().dimensions());
    let mut counts: Vec<_> = vectors[0].values.iter().filter(|value| **value > 0.0).collect();
    counts.sort_by(|one, other| one.total_cmp(other));
    assert_eq!(counts, [&1.0, &2.0]);
    assert!(vectors[1].values.iter().all(|value| *value == 0.0));
    assert!(
        WordVectors::new(0).embed(&["a".to_owned()]).unwrap()[0]
            .values
            .is_empty()
    );
}

#[test]
fn what_is_related_comes_most_similar_first() {
    let (memory, names) = filled(&["the red fox", "a blue whale", "the fox", "a red fox and the hen", ""]);
    let related = |limit| texts(memory.related(&names[0], limit).unwrap());
    assert_eq!(related(10), ["the fox", "a red fox and the hen"]);
    assert_eq!(related(1), ["the fox"]);
    let lost = memory.related(&"vector-9".into(), 1).unwrap_err();
    assert_eq!(lost.code().to_string(), "NIKA-MEM-002");
}

#[test]
fn of_equal_frames_the_latest_is_kept() {
    let (memory, names) = filled(&["one", "two", "one"]);
    assert_eq!(memory.compact(), Ok(2));
    assert_eq!(all(&memory), ["one", "two"]);
    assert!(memory.forget(&names[0]).is_err());
    assert_eq!(memory.forget(&names[2]), Ok(()));
    assert_eq!(all(&memory), ["two"]);
}

const WORKFLOW: &str = "nika: v1
workflow: fox
tasks:
  - { id: first, kind: remember, with: { text: The fox is red. } }
  - { id: again, kind: remember, depends_on: [first], with: { text: The fox is red. } }
  - { id: whale, kind: remember, depends_on: [again], with: { text: The whale is blue. } }
  - id: ask
    kind: infer
    depends_on: [whale]
    with: { provider: echo, model: summarise, recall: fox, prompt: Which animal? }
  - { id: mine, kind: recall, depends_on: [ask], with: { query: is, of: whale } }
  - { id: drop, kind: forget, depends_on: [again, mine], with: { frame: \"{{ tasks.again.output }}\" } }
  - { id: left, kind: recall, depends_on: [drop], with: { query: \"\" } }
";

fn run() -> (RunReport, Vec<String>, Transcript) {
    let (provider, recorder) = (Witnessed::new(EchoProvider::new()), Recorder::new());
    let engine = Engine::new()
        .with_provider(provider.clone())
        .with_memory(VectorMemory::new(vectors()))
        .with_events(recorder.clone());
    let report = engine.run(&Workflow::from_yaml(WORKFLOW).unwrap()).unwrap();
    let events = recorder.events().iter().map(ToString::to_string).collect();
    (report, events, provider.transcript())
}

#[test]
fn a_workflow_uses_what_had_only_a_place() {
    let (report, events, transcript) = run();
    let outcomes: Vec<_> = report.tasks.iter().map(|task| &task.outcome).collect();
    let completed = [
        "vector-1",
        "vector-2",
        "vector-3",
        "The fox is red.\nThe whale is blue. Which animal?",
        "The whale is blue.",
        "vector-2",
        "The whale is blue.",
    ];
    assert_eq!(
        outcomes,
        completed.map(|text| Outcome::Completed(text.to_owned())).each_ref()
    );
    let memory: Vec<_> = events.iter().filter_map(|line| line.split_once(" memory.")).collect();
    let memory: Vec<_> = memory.into_iter().map(|(_, event)| event).collect();
    assert_eq!(
        memory,
        [
            "remembered vector-1",
            "compacted 1",
            "remembered vector-2",
            "compacted 1",
            "remembered vector-3",
            "compacted 2",
            "recalled 1",
            "recalled 1",
            "forgotten vector-2",
            "recalled 1",
        ]
    );
    assert_eq!(transcript.exchanges[0].request.memory, Some("vector-2".into()));
}
