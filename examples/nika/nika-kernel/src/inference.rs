//! Asking a model: the request, the answer, and who answers.

use crate::Result;
use crate::memory::MemoryFrameRef;
use crate::reserved::{Budget, TraceId, TrustLevel};
use std::collections::BTreeMap;

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

/// Who speaks.
#[stability::frozen(since = "0.80.0")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[stability::frozen(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: String,
}

#[stability::frozen(since = "0.80.0")]
impl Message {
    /// What somebody says.
    #[frozen(since = "0.86.0")]
    pub fn new(role: Role, content: impl Into<String>) -> Self {
        Self {
            role,
            content: content.into(),
        }
    }

    /// What a user says.
    #[stable(since = "0.80.0", deprecated(since = "0.88.0", note = "say who speaks", replacement = Message::new, remove_in = "1.0.0"))]
    pub fn text(content: impl Into<String>) -> Self {
        Self::new(Role::User, content)
    }
}

/// A request to a model.
///
/// The fields after `messages` are empty until the subsystem they belong to uses them.
#[stability::frozen(since = "0.80.0", area = "Inference")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InferRequest {
    /// Who is asked.
    pub provider: ProviderId,
    /// Which model.
    pub model: ModelId,
    /// The conversation so far.
    pub messages: Vec<Message>,
    /// The remembered frame that the conversation quotes.
    #[beta(since = "0.90.0", until = "0.95.0")]
    pub memory: Option<MemoryFrameRef>,
    /// How much the answer may cost.
    #[evolving(since = "0.90.0")]
    pub budget: Option<Budget>,
    /// What the caller wants carried along.
    #[evolving(since = "0.90.0")]
    pub baggage: BTreeMap<String, String>,
    /// How far the conversation is trusted.
    #[evolving(since = "0.90.0")]
    pub trust_level: TrustLevel,
    /// The trace that the request belongs to.
    #[evolving(since = "0.90.0")]
    pub trace_id: Option<TraceId>,
}

#[stability::frozen(since = "0.80.0")]
impl InferRequest {
    /// An empty conversation with a model.
    pub fn new(provider: ProviderId, model: ModelId) -> Self {
        Self {
            provider,
            model,
            messages: Vec::new(),
            memory: None,
            budget: None,
            baggage: BTreeMap::new(),
            trust_level: TrustLevel::default(),
            trace_id: None,
        }
    }

    /// The same request with one more turn.
    #[must_use]
    pub fn with_message(mut self, message: Message) -> Self {
        self.messages.push(message);
        self
    }

    /// The same request, quoting a remembered frame.
    #[beta(since = "0.90.0", until = "0.95.0")]
    #[must_use]
    pub fn with_memory(mut self, frame: MemoryFrameRef) -> Self {
        self.memory = Some(frame);
        self
    }

    /// The same request within a budget.
    #[evolving(since = "0.90.0")]
    #[must_use]
    pub fn with_budget(mut self, budget: Budget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// The same request as part of a trace.
    #[evolving(since = "0.90.0")]
    #[must_use]
    pub fn with_trace(mut self, trace: TraceId) -> Self {
        self.trace_id = Some(trace);
        self
    }
}

/// How many tokens went in and came out.
#[stability::frozen(since = "0.80.0")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// The tokens of the request.
    pub input_tokens: u64,
    /// The tokens of the answer.
    pub output_tokens: u64,
}

#[stability::frozen(since = "0.80.0")]
impl Usage {
    /// This many in, this many out.
    pub fn new(input_tokens: u64, output_tokens: u64) -> Self {
        Self {
            input_tokens,
            output_tokens,
        }
    }
}

/// Why the answer ends where it ends.
#[stability::frozen(since = "0.82.0")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FinishReason {
    /// Everything is said.
    #[default]
    Complete,
    /// The budget or the model's limit is used up.
    Length,
    /// The model refuses to answer.
    Refused,
}

/// What a model answers.
#[stability::frozen(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InferResponse {
    /// The answer.
    pub message: Message,
    /// What it took.
    pub usage: Usage,
    /// Why it ends.
    #[frozen(since = "0.82.0")]
    pub finish: FinishReason,
    /// The trace that the request named.
    #[evolving(since = "0.90.0")]
    pub trace_id: Option<TraceId>,
}

#[stability::frozen(since = "0.80.0")]
impl InferResponse {
    /// A complete answer.
    pub fn new(message: Message, usage: Usage) -> Self {
        Self {
            message,
            usage,
            finish: FinishReason::Complete,
            trace_id: None,
        }
    }
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
