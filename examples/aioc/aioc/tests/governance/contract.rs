//! What the linked contract says, held against the lists of the written one.

use aioc::record::RunRecord;
use stability::Tier;
use stability::contract::{Contract, Item};

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

#[test]
fn four_errors_are_frozen_by_their_class_names() {
    let contract = contract();
    for name in [
        "MaxTurnsExceededError",
        "ToolCallPolicyDeniedError",
        "HandoffPolicyDeniedError",
        "OutputGuardrailTripwireTriggered",
    ] {
        let is_frozen = |item: &Item| item.id == format!("aioc::error::{name}") && item.tier == Tier::Frozen;
        assert!(contract.items().iter().any(is_frozen), "{name}");
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

#[test]
fn records_are_read_back_by_the_names_of_the_written_contract() {
    let mut wire = serde_json::json!({
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
    });
    let fields: std::collections::BTreeSet<_> = wire.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, RECORD_FIELDS.into());
    let record: RunRecord<serde_json::Value> = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(serde_json::to_value(&record).unwrap(), wire);

    wire.as_object_mut().unwrap().remove("policyDecisions");
    assert!(serde_json::from_value::<RunRecord<serde_json::Value>>(wire).is_err());
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
fn what_is_flexible_is_said_to_be() {
    let contract = contract();
    for id in [
        "aioc::logger::RunLogEvent",
        "aioc::provider::ModelRequest",
        "aioc::provider::ModelEvent",
    ] {
        let item = contract
            .items()
            .iter()
            .find(|item| item.id == id)
            .unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(item.tier, Tier::Evolving, "{id}");
    }
}
