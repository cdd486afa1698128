//! What a streamed run tells, in the order in which it happens.

use crate::agent::Agent;
use crate::envelope::ToolResultEnvelope;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// Something that a run brought forth.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub enum RunItem {
    /// The model proposes a call.
    #[serde(rename = "tool_call_item")]
    ToolCall {
        /// What the answer refers to.
        call_id: String,
        /// The name of the tool, or of the hand-off.
        name: String,
        /// The arguments, parsed.
        arguments: Value,
    },
    /// The call has its answer.
    #[serde(rename = "tool_call_output_item")]
    ToolCallOutput {
        /// The call that is answered.
        call_id: String,
        /// The answer.
        output: ToolResultEnvelope,
    },
    /// The run's answer.
    #[serde(rename = "message_output_item")]
    MessageOutput {
        /// The answer.
        content: String,
    },
}

/// One event of a streamed run.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
pub enum RunStreamEvent<C> {
    /// The model said something. If the agent has guardrails, the event comes after they have passed the text.
    RawModel {
        /// The piece of text.
        delta: String,
    },
    /// This agent acts from now on.
    AgentUpdated {
        /// The agent.
        agent: Arc<Agent<C>>,
    },
    /// The run brought forth something.
    RunItem {
        /// What it is.
        item: RunItem,
    },
}

#[stability::frozen(since = "0.1.0-alpha.5")]
impl<C> RunStreamEvent<C> {
    /// The name of the event, as other languages know it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::RawModel { .. } => "raw_model_stream_event",
            Self::AgentUpdated { .. } => "agent_updated_stream_event",
            Self::RunItem { .. } => "run_item_stream_event",
        }
    }
}

// Derived, these would ask the context for the same.
impl<C> Clone for RunStreamEvent<C> {
    fn clone(&self) -> Self {
        match self {
            Self::RawModel { delta } => Self::RawModel { delta: delta.clone() },
            Self::AgentUpdated { agent } => Self::AgentUpdated {
                agent: Arc::clone(agent),
            },
            Self::RunItem { item } => Self::RunItem { item: item.clone() },
        }
    }
}

impl<C> fmt::Debug for RunStreamEvent<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut event = f.debug_struct(self.name());
        match self {
            Self::RawModel { delta } => event.field("delta", delta),
            Self::AgentUpdated { agent } => event.field("agent", &agent.name),
            Self::RunItem { item } => event.field("item", item),
        };
        event.finish()
    }
}
