//! What the linked contract says, held against the lists of the written one.

use aioc::agent::Agent;
use aioc::envelope::ToolResultEnvelope;
use aioc::event::{RunItem, RunStreamEvent};
use aioc::policy::{DenyMode, INVALID_POLICY_RESULT, POLICY_ERROR, POLICY_NOT_CONFIGURED, deny};
use aioc::record::RunRecord;
use serde::Serialize;
use stability::Tier;
use stability::contract::Contract;
use std::collections::BTreeSet;
use std::sync::Arc;

fn contract() -> Contract {
    Contract::linked().unwrap().expect(["aioc"]).unwrap()
}

/// The frozen fields of a type, named as the written contract names them.
fn frozen_fields(id: &str) -> Vec<String> {
    let contract = contract();
    let item = contract
        .items()
        .iter()
        .find(|item| item.id == id)
        .unwrap_or_else(|| panic!("no {id}"));
    let members = item
        .members
        .iter()
        .filter(|member| member.tier_in(item.tier) == Tier::Frozen);
    members.map(|member| camel_case(&member.name)).collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(1);
        name + &initial.to_uppercase() + rest
    })
}

fn assert_frozen(id: &str, fields: &[&str]) {
    let mut found = frozen_fields(id);
    let mut wanted: Vec<_> = fields.iter().map(|&field| field.to_owned()).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "{id}");
}

#[test]
fn agents_have_their_nine_frozen_fields() {
    assert_frozen(
        "aioc::agent::Agent",
        &[
            "name",
            "handoffDescription",
            "instructions",
            "promptVersion",
            "model",
            "modelSettings",
            "tools",
            "handoffs",
            "outputGuardrails",
        ],
    );
}

#[test]
fn contexts_and_options_have_their_frozen_fields() {
    assert_frozen("aioc::context::RunContext", &["context"]);
    assert_frozen(
        "aioc::options::RunOptions",
        &["context", "maxTurns", "logger", "policies", "record"],
    );
    assert_frozen(
        "aioc::options::RunRecordOptions",
        &["runId", "metadata", "contextRedactor", "includePromptText", "sink"],
    );
}

#[test]
fn runs_and_their_results_are_frozen() {
    assert_frozen("aioc::run::RunResult", &["finalOutput", "history", "lastAgent"]);
    assert_frozen("aioc::event::RunStreamEvent", &["RawModel", "AgentUpdated", "RunItem"]);
    let contract = contract();
    let run = contract
        .items()
        .iter()
        .find(|item| item.id == "aioc::run::run")
        .unwrap();
    assert_eq!(run.tier, Tier::Frozen);
    for id in ["aioc::options::RunOptions::new", "aioc::options::RunOptions::stream"] {
        assert!(
            contract
                .items()
                .iter()
                .any(|item| item.id == id && item.tier == Tier::Frozen),
            "{id}"
        );
    }
}

#[test]
fn policies_and_their_inputs_have_their_frozen_fields() {
    assert_frozen(
        "aioc::policy::PolicyResult",
        &[
            "decision",
            "reason",
            "publicReason",
            "denyMode",
            "policyVersion",
            "metadata",
        ],
    );
    assert_frozen(
        "aioc::policy::ToolPolicyInput",
        &[
            "agentName",
            "toolName",
            "rawArguments",
            "parsedArguments",
            "runContext",
            "turn",
        ],
    );
    assert_frozen(
        "aioc::policy::HandoffPolicyInput",
        &["fromAgentName", "toAgentName", "handoffPayload", "runContext", "turn"],
    );
    let contract = contract();
    for id in ["aioc::policy::allow", "aioc::policy::deny"] {
        assert!(
            contract
                .items()
                .iter()
                .any(|item| item.id == id && item.tier == Tier::Frozen),
            "{id}"
        );
    }
}

#[test]
fn the_envelope_has_its_four_frozen_fields() {
    assert_frozen(
        "aioc::envelope::ToolResultEnvelope",
        &["status", "code", "publicReason", "data"],
    );
}

/// The class names of all errors; the first four are frozen.
const ERRORS: [&str; 6] = [
    "MaxTurnsExceededError",
    "ToolCallPolicyDeniedError",
    "HandoffPolicyDeniedError",
    "OutputGuardrailTripwireTriggered",
    "ToolCallError",
    "ProviderError",
];

#[test]
fn four_errors_are_frozen_by_their_class_names() {
    let contract = contract();
    for name in &ERRORS[..4] {
        for id in [format!("aioc::error::{name}"), format!("wire_name {name}")] {
            assert!(
                contract
                    .items()
                    .iter()
                    .any(|item| item.id == id && item.tier == Tier::Frozen),
                "{id}"
            );
        }
    }
}

const RECORD_FIELDS: [&str; 19] = [
    "runId",
    "startedAt",
    "completedAt",
    "status",
    "agentName",
    "providerName",
    "model",
    "question",
    "response",
    "contextSnapshot",
    "contextRedacted",
    "items",
    "promptSnapshots",
    "requestFingerprints",
    "policyDecisions",
    "guardrailDecisions",
    "errorName",
    "errorMessage",
    "metadata",
];

#[test]
fn records_have_their_nineteen_frozen_fields() {
    assert_frozen("aioc::record::RunRecord", &RECORD_FIELDS);
}

/// A record with all its fields, as it is written.
fn whole_record() -> serde_json::Value {
    serde_json::json!({
        "runId": "run-7", "startedAt": "2026-11-21T09:00:00Z", "completedAt": "2026-11-21T09:00:01Z",
        "status": "failed", "agentName": "front", "providerName": "scripted", "model": "small",
        "question": "Please pay.", "response": "", "contextSnapshot": { "team": "ops" }, "contextRedacted": true,
        "items": [{ "type": "message", "role": "user", "content": "Please pay." }],
        "promptSnapshots": [], "requestFingerprints": [], "policyDecisions": [],
        "guardrailDecisions": [{
            "timestamp": "2026-11-21T09:00:00Z", "turn": 1, "guardrailName": "polite", "decision": "triggered",
            "reason": "rude",
        }],
        "errorName": "OutputGuardrailTripwireTriggered", "errorMessage": "rude", "metadata": { "appBuildVersion": "1" },
    })
}

#[test]
fn records_are_read_back_by_the_names_of_the_written_contract() {
    let mut wire = whole_record();
    let fields: BTreeSet<_> = wire.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, RECORD_FIELDS.into());
    let record: RunRecord<serde_json::Value> = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(serde_json::to_value(&record).unwrap(), wire);

    wire.as_object_mut().unwrap().remove("policyDecisions");
    assert!(serde_json::from_value::<RunRecord<serde_json::Value>>(wire).is_err());
}

/// The names under which the fields of a value are written, each after that of its type.
fn written_names(type_name: &str, value: &impl Serialize) -> Vec<String> {
    let value = serde_json::to_value(value).unwrap();
    value
        .as_object()
        .unwrap()
        .keys()
        .map(|field| format!("{type_name}.{field}"))
        .collect()
}

#[test]
fn what_is_written_has_the_promised_wire_names() {
    let result = deny("refused")
        .with_public_reason("Ask a colleague.".to_owned())
        .with_deny_mode(DenyMode::ToolResult)
        .with_policy_version("v7".to_owned())
        .with_metadata(serde_json::Map::new());
    let record: RunRecord<serde_json::Value> = serde_json::from_value(whole_record()).unwrap();
    let written = [
        written_names("PolicyResult", &result),
        written_names("ToolResultEnvelope", &ToolResultEnvelope::denied(&result)),
        written_names("RunRecord", &record),
        written_names("metadata", &record.metadata),
        [POLICY_NOT_CONFIGURED, POLICY_ERROR, INVALID_POLICY_RESULT]
            .map(str::to_owned)
            .into(),
        ERRORS.map(str::to_owned).into(),
    ];
    stability::assert_surface!(wire_name written.concat().iter().map(String::as_str));
}

#[test]
fn streams_tell_the_promised_events() {
    let agent = Arc::new(Agent::<()>::new("front", "small"));
    let item = RunItem::MessageOutput { content: String::new() };
    let events = [
        RunStreamEvent::RawModel { delta: String::new() },
        RunStreamEvent::AgentUpdated { agent },
        RunStreamEvent::RunItem { item },
    ];
    stability::assert_surface!(event events.iter().map(RunStreamEvent::name));
}

#[test]
fn the_scope_is_the_freeze() {
    let contract = contract();
    let scope = contract.header().unwrap().scope.clone().unwrap();
    let covers = |version: &str| scope.matches(&version.parse().unwrap());
    assert!(
        ["0.1.0-alpha.5", "0.1.0-alpha.6", "0.1.0-beta.1"]
            .into_iter()
            .all(covers)
    );
    assert!(
        !["0.1.0-alpha.4", "0.1.0-beta.2", "0.1.0", "0.2.0-alpha.1"]
            .into_iter()
            .any(covers)
    );
    assert!(covers(env!("CARGO_PKG_VERSION")));
}

#[test]
fn flexible_parts_are_documented() {
    let contract = contract();
    for id in [
        "aioc::logger::RunLogEvent",
        "aioc::provider::ModelRequest",
        "aioc::provider::ModelEvent",
        "format error messages",
        "format names and fields of logger events",
        "format other metadata fields",
        "format what a provider sends on to its service",
        "interface example files and tutorials",
    ] {
        let item = contract
            .items()
            .iter()
            .find(|item| item.id == id)
            .unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(item.tier, Tier::Evolving, "{id}");
    }
    let metadata = contract
        .items()
        .iter()
        .find(|item| item.id == "wire_name metadata.appBuildVersion");
    assert_eq!(metadata.map(|item| item.tier), Some(Tier::Stable));
}
