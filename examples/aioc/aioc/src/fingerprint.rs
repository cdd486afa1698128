//! Hashes of what a model was told and asked, so that two runs can be compared without keeping the words.

use crate::guarantees::REQUEST_FINGERPRINTS;
use crate::hash::Sha256;
use crate::provider::ModelRequest;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The version of this runtime, as fingerprints have it.
#[stability::stable(since = "0.1.0-alpha.1")]
pub const RUNTIME_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is hashed, and how. Another way of hashing gets another version.
#[stability::stable(since = "0.1.0-alpha.1")]
pub const FINGERPRINT_SCHEMA_VERSION: &str = "aioc/request-fingerprint@1";

stability::generated! {
    /// The fingerprint of a known request: within a schema version, no release hashes anything else.
    #[frozen(since = "0.1.0-beta.1", area = "Run record")]
    pub KNOWN_FINGERPRINT = "generated/request-fingerprint.json", frozen(reason);
}

/// The prompt of one turn.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PromptSnapshotRecord {
    /// When the turn started.
    pub timestamp: Timestamp,
    /// The turn, from one.
    pub turn: u32,
    /// Whose prompt it is.
    pub agent_name: String,
    /// The model that got it.
    pub model: String,
    /// The version of the agent's instructions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt_version: Option<String>,
    /// The hash of the prompt.
    pub prompt_hash: Sha256,
    /// The prompt itself, only where the record asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt_text: Option<String>,
}

/// The request of one turn.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RequestFingerprintRecord {
    /// When the turn started.
    pub timestamp: Timestamp,
    /// The turn, from one.
    pub turn: u32,
    /// Whose request it is.
    pub agent_name: String,
    /// Who was asked.
    pub provider_name: String,
    /// Which model.
    pub model: String,
    /// The version of this runtime.
    pub runtime_version: String,
    /// What is hashed, and how.
    pub fingerprint_schema_version: String,
    /// The hash of the whole request.
    pub request_hash: Sha256,
    /// The hash of the prompt.
    pub system_prompt_hash: Sha256,
    /// The hash of the conversation.
    pub messages_hash: Sha256,
    /// The hash of what the model may propose.
    pub tools_hash: Sha256,
    /// The hash of the model's settings.
    pub model_settings_hash: Sha256,
    /// How long the conversation is.
    pub message_count: usize,
    /// How many tools and hand-offs the model may propose.
    pub tool_count: usize,
}

/// Where and when a request is made.
pub(crate) struct Moment<'a> {
    pub(crate) timestamp: Timestamp,
    pub(crate) turn: u32,
    pub(crate) agent_name: &'a str,
    pub(crate) provider_name: &'a str,
}

#[stability::implements(REQUEST_FINGERPRINTS)]
impl RequestFingerprintRecord {
    pub(crate) fn of(request: &ModelRequest, moment: &Moment<'_>) -> Result<Self, serde_json::Error> {
        Ok(Self {
            timestamp: moment.timestamp,
            turn: moment.turn,
            agent_name: moment.agent_name.to_owned(),
            provider_name: moment.provider_name.to_owned(),
            model: request.model.clone(),
            runtime_version: RUNTIME_VERSION.to_owned(),
            fingerprint_schema_version: FINGERPRINT_SCHEMA_VERSION.to_owned(),
            request_hash: Sha256::of_json(request)?,
            system_prompt_hash: Sha256::of_text(&request.system_prompt),
            messages_hash: Sha256::of_json(&request.messages)?,
            tools_hash: Sha256::of_json(&request.tools)?,
            model_settings_hash: Sha256::of_json(&request.model_settings)?,
            message_count: request.messages.len(),
            tool_count: request.tools.len(),
        })
    }
}
