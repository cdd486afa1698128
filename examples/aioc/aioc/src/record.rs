//! The record of a run: what was asked, decided and answered, for whoever has to account for it.

use crate::fingerprint::{PromptSnapshotRecord, RequestFingerprintRecord};
use crate::item::AgentInputItem;
use crate::policy::Decision;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How a run ended.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunStatus {
    /// With an answer.
    Completed,
    /// With an error.
    Failed,
}

/// What a policy decided about.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "lowercase")]
pub enum PolicyResource {
    /// A tool call.
    Tool(String),
    /// A hand-off to this agent.
    Handoff(String),
}

/// What a policy, or its absence, decided about one proposal.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PolicyDecisionRecord {
    /// When.
    pub timestamp: Timestamp,
    /// The turn, from one.
    pub turn: u32,
    /// The proposed call.
    pub call_id: String,
    /// Whether it was made.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// By which version of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<String>,
    /// About what.
    pub resource: PolicyResource,
    /// What the policy adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

/// What a guardrail decides.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GuardrailDecision {
    /// The output goes on.
    Pass,
    /// The output is held back.
    Triggered,
}

/// What a guardrail decided about one output.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GuardrailDecisionRecord {
    /// When.
    pub timestamp: Timestamp,
    /// The turn, from one.
    pub turn: u32,
    /// The guardrail.
    pub guardrail_name: String,
    /// Whether it held the output back.
    pub decision: GuardrailDecision,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the guardrail adds.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
}

/// The record of one run.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RunRecord<C> {
    /// The run.
    pub run_id: String,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub completed_at: Timestamp,
    /// How it ended.
    pub status: RunStatus,
    /// The agent that acted last.
    pub agent_name: String,
    /// Who answered for the model.
    pub provider_name: String,
    /// The model of the agent that acted last.
    pub model: String,
    /// What the user asked.
    pub question: String,
    /// The answer; empty if there is no answer.
    pub response: String,
    /// The application's context, redacted where a redactor is given; nothing where the redactor failed.
    pub context_snapshot: Option<C>,
    /// Whether something was taken out of the context.
    pub context_redacted: bool,
    /// The conversation, with every answer in its envelope.
    pub items: Vec<AgentInputItem>,
    /// The prompt of every turn.
    pub prompt_snapshots: Vec<PromptSnapshotRecord>,
    /// The request of every turn.
    pub request_fingerprints: Vec<RequestFingerprintRecord>,
    /// What policies decided.
    pub policy_decisions: Vec<PolicyDecisionRecord>,
    /// What guardrails decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guardrail_decisions: Vec<GuardrailDecisionRecord>,
    /// The class name of the error that the run ended with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_name: Option<String>,
    /// What the error says; the words promise nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// What the application adds. `appBuildVersion` is the recommended key for the version of the application.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
}
