//! Asking a model: the request, the answer, and who answers.

use crate::Result;
use serde::{Deserialize, Serialize};

pub use crate::request::InferRequest;

id! {
    /// The name under which a provider is registered.
    #[stability::frozen(since = "0.80.0")]
    pub struct ProviderId;
}

id! {
    /// The name of a model, as its provider knows it.
    #[stability::frozen(since = "0.80.0")]
    pub struct ModelId;
}

id! {
    /// One trace through a workflow's run.
    #[stability::evolving(since = "0.90.0")]
    pub struct TraceId;
}

/// Who speaks.
#[stability::frozen(since = "0.80.0")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// Who sets the scene.
    System,
    /// Who asks.
    User,
    /// Who answers.
    Assistant,
    /// A tool that reports its result.
    #[frozen(since = "0.84.0")]
    Tool,
}

/// One turn of a conversation.
#[stability::frozen(since = "0.80.0", forward_compatible, extensions(core = "nika", community = "x-"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// The text.
    #[frozen(since = "0.80.0", into)]
    pub content: String,
}

#[stability::frozen(since = "0.80.0")]
impl Message {
    /// What a user says.
    #[stable(
        since = "0.80.0",
        deprecated(since = "0.88.0", note = "say who speaks", replacement = "Message::new", remove_in = "1.0.0")
    )]
    pub fn text(content: impl Into<String>) -> Self {
        Self::new(Role::User, content)
    }
}

/// How much an answer may cost.
#[stability::evolving(since = "0.90.0", forward_compatible)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The most tokens the answer may have.
    pub output_tokens: u64,
}

/// How many tokens went in and came out.
#[stability::frozen(since = "0.80.0", forward_compatible)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// The tokens of the request.
    pub input_tokens: u64,
    /// The tokens of the answer.
    pub output_tokens: u64,
}

/// Why the answer ends where it ends.
#[stability::frozen(since = "0.82.0")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FinishReason {
    /// The text is complete.
    #[default]
    Complete,
    /// The budget or the model's limit is used up.
    Length,
    /// The model refuses to answer.
    Refused,
}

/// What a model answers.
#[stability::frozen(since = "0.80.0", forward_compatible, extensions(core = "nika", community = "x-"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferResponse {
    /// The answer.
    pub message: Message,
    /// What it took.
    pub usage: Usage,
    /// Why it ends.
    #[frozen(since = "0.82.0", default)]
    #[serde(default)]
    pub finish: FinishReason,
    #[reserved]
    memory: stability::Reserved,
    #[reserved]
    budget: stability::Reserved,
    #[reserved]
    baggage: stability::Reserved,
    #[reserved]
    trust_level: stability::Reserved,
    /// The trace that the request named.
    #[evolving(since = "0.90.0", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<TraceId>,
}

/// Who answers: one service with its models.
///
/// The shape is fixed at four methods, so that providers can be compared with each other.
#[stability::frozen(since = "0.80.0")]
#[stability::sealed(friends = ["nika-*"])]
pub trait Provider: Send + Sync {
    /// The name it is registered under.
    fn id(&self) -> ProviderId;

    /// The models it answers for.
    fn models(&self) -> Vec<ModelId>;

    /// How many tokens the request has.
    ///
    /// # Errors
    ///
    /// When the model is not one of [`Provider::models`].
    fn count_tokens(&self, request: &InferRequest) -> Result<u64>;

    /// Answers.
    ///
    /// # Errors
    ///
    /// When the model is not one of [`Provider::models`], or the service fails.
    fn infer(&self, request: &InferRequest) -> Result<InferResponse>;
}
