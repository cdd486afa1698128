//! Hashes of prompts and requests: the same request has the same hashes, in every release of this schema.

use crate::support::Shelf;
use aioc::agent::Agent;
use aioc::fingerprint::{FINGERPRINT_SCHEMA_VERSION, KNOWN_FINGERPRINT, RUNTIME_VERSION, RequestFingerprintRecord};
use aioc::guarantees::REQUEST_FINGERPRINTS;
use aioc::options::RunOptions;
use aioc::policy::{Policies, ToolPolicyInput, allow};
use aioc::provider::{ModelEvent, ScriptedProvider};
use aioc::run::run;
use aioc::tool::Tool;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const QUESTION: &str = "Wie warm ist es in Köln?";

fn agent() -> Agent<()> {
    let weather = Tool::new("weather", |_, _| Ok(json!({ "celsius": 21 })));
    let desk = Agent::new("desk", "large").with_handoff_description("Takes payments.".to_owned());
    Agent::new("front", "small")
        .with_instructions("Be brief.")
        .with_tools(vec![
            weather
                .with_description("Measures.")
                .with_parameters(json!({ "type": "object", "required": ["city"] })),
        ])
        .with_handoffs(vec![Arc::new(desk)])
        .with_model_settings(Map::from_iter([
            ("topP".to_owned(), json!(1)),
            ("temperature".to_owned(), json!(0.5)),
        ]))
}

/// The fingerprints of a run of two turns.
fn fingerprints(agent: Agent<()>, question: &str) -> Vec<RequestFingerprintRecord> {
    let provider = ScriptedProvider::new([
        vec![ModelEvent::tool_call("call-1", "weather", r#"{"city":"Köln"}"#)],
        vec![ModelEvent::delta("21 Grad.")],
    ]);
    let shelf = Shelf::new();
    let policies = Policies::new().with_tool_policy(|_: &ToolPolicyInput<'_, ()>| Ok(allow("granted")));
    let options = RunOptions::new(()).with_policies(policies).with_record(shelf.options());
    run(&provider, agent, question, options).unwrap();
    shelf.record().request_fingerprints
}

fn first(agent: Agent<()>, question: &str) -> RequestFingerprintRecord {
    fingerprints(agent, question).swap_remove(0)
}

/// What is compared below: the whole, then its four segments.
fn hashes(record: &RequestFingerprintRecord) -> [&str; 5] {
    [
        &record.request_hash,
        &record.system_prompt_hash,
        &record.messages_hash,
        &record.tools_hash,
        &record.model_settings_hash,
    ]
    .map(aioc::hash::Sha256::as_str)
}

/// The expected digits were made by another implementation: Python's `hashlib` over
/// `json.dumps(…, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.
#[test]
#[stability::upholds(REQUEST_FINGERPRINTS)]
fn a_known_request_has_its_known_hashes() {
    let expected = [
        "ecd3844fa4020af1a6a1f7f4929b096edfe0ef749ef5ebcd0569ce3a600ce318",
        "213c22ed7234eb11116e1e88f314c73cb3a019b5c87fe224b6ce5665bd9ec50e",
        "fcca9fa0416b348731707b028b38536a67bbb98bb91d285106c0c2df26e7a2d2",
        "957a89a5d9e60e54f3755aad4d846b05ad3af395c7eac214825a07bcb9691db3",
        "4d48dc88d886cf7c77c24fd7fabf61853cc3785aa57b4209c8db6b7fd170aa1a",
    ];
    assert_eq!(hashes(&first(agent(), QUESTION)), expected);
}

#[test]
#[stability::upholds(REQUEST_FINGERPRINTS)]
fn a_known_fingerprint_is_never_another() {
    let fingerprint = serde_json::to_value(first(agent(), QUESTION)).unwrap();
    let mut fields: BTreeMap<String, Value> = serde_json::from_value(fingerprint).unwrap();
    // These two are not about the request.
    for field in ["timestamp", "runtimeVersion"] {
        fields.remove(field).unwrap();
    }
    let built = serde_json::to_string_pretty(&fields).unwrap() + "\n";
    stability::assert_generated!(KNOWN_FINGERPRINT, built);
}

#[test]
#[stability::upholds(REQUEST_FINGERPRINTS)]
fn every_turn_has_its_fingerprint() {
    let records = fingerprints(agent(), QUESTION);
    let turns: Vec<_> = records
        .iter()
        .map(|one| (one.turn, one.message_count, one.tool_count))
        .collect();
    assert_eq!(turns, [(1, 1, 2), (2, 3, 2)]);
    for record in &records {
        assert_eq!(
            (record.agent_name.as_str(), record.provider_name.as_str()),
            ("front", "scripted")
        );
        assert_eq!(record.model, "small");
    }
    assert_ne!(records[0].messages_hash, records[1].messages_hash);
    assert_eq!(records[0].tools_hash, records[1].tools_hash);
}

#[test]
#[stability::upholds(REQUEST_FINGERPRINTS)]
fn a_fingerprint_says_what_made_it_and_how() {
    let record = first(agent(), QUESTION);
    assert_eq!(record.runtime_version, env!("CARGO_PKG_VERSION"));
    assert_eq!(record.fingerprint_schema_version, "aioc/request-fingerprint@1");
    assert_eq!(
        (RUNTIME_VERSION, FINGERPRINT_SCHEMA_VERSION),
        ("0.1.0-beta.1", "aioc/request-fingerprint@1")
    );
}

#[test]
#[stability::upholds(REQUEST_FINGERPRINTS)]
fn the_same_request_has_the_same_hashes_however_its_settings_are_ordered() {
    let mut turned = agent();
    let text = r#"{"temperature":0.5,"topP":1}"#;
    turned.model_settings = serde_json::from_str(text).unwrap();
    assert_eq!(hashes(&first(turned, QUESTION)), hashes(&first(agent(), QUESTION)));
}

#[test]
#[stability::upholds(REQUEST_FINGERPRINTS)]
fn each_part_of_a_request_changes_its_own_hash_and_the_whole() {
    let with = |change: fn(&mut Agent<()>)| {
        let mut agent = agent();
        change(&mut agent);
        first(agent, QUESTION)
    };
    let changed = [
        with(|agent| agent.instructions = "Be very brief.".into()),
        first(agent(), "Wie warm ist es in Bonn?"),
        with(|agent| agent.tools[0].description = "Guesses.".to_owned()),
        with(|agent| drop(agent.model_settings.insert("topP".to_owned(), Value::from(2)))),
    ];
    let before = first(agent(), QUESTION);
    for (segment, record) in changed.iter().enumerate() {
        let differs: Vec<_> = (0..5)
            .filter(|&place| hashes(record)[place] != hashes(&before)[place])
            .collect();
        assert_eq!(differs, [0, segment + 1]);
    }
    let renamed = with(|agent| agent.model = "medium".to_owned());
    assert_ne!(renamed.request_hash, before.request_hash);
}
