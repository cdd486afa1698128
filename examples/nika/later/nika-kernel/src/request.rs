//! The request, whose places for later are read, kept and written back.

use crate::inference::{Budget, Message, ModelId, ProviderId, TraceId};
use crate::memory::MemoryFrameRef;
use serde::{Deserialize, Serialize};

/// A request to a model.
///
/// Its inputs `x-…` in a workflow, and what other releases write, come along as extension fields.
#[stability::frozen(
    since = "0.80.0",
    area = "Inference",
    path = "nika_kernel::inference::InferRequest",
    forward_compatible,
    extensions(core = "nika", community = "x-")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferRequest {
    /// Who is asked.
    pub provider: ProviderId,
    /// Which model.
    pub model: ModelId,
    /// The conversation so far.
    #[frozen(since = "0.80.0", default)]
    pub messages: Vec<Message>,
    /// The remembered frame that the conversation quotes first.
    #[beta(since = "0.95.0", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<MemoryFrameRef>,
    /// How much the answer may cost.
    #[evolving(since = "0.90.0", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    #[reserved]
    baggage: stability::Reserved,
    #[reserved]
    trust_level: stability::Reserved,
    /// The trace that the request belongs to.
    #[evolving(since = "0.90.0", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<TraceId>,
}

#[stability::frozen(since = "0.80.0", area = "Inference", path = "nika_kernel::inference::InferRequest")]
impl InferRequest {
    /// The same request with one more turn.
    #[must_use]
    pub fn with_message(mut self, message: Message) -> Self {
        self.messages.push(message);
        self
    }
}
