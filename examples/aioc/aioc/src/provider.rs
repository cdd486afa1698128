//! Who answers for a model.

mod scripted;

pub use scripted::ScriptedProvider;

use crate::error::ProviderError;
use crate::item::AgentInputItem;
use serde::Serialize;
use serde_json::{Map, Value};

/// The description of a tool, or of a hand-off, for a model.
#[stability::evolving(since = "0.1.0-alpha.1", note = "providers send it on in a form of their own")]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ToolDescription {
    /// The name under which the model proposes it.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub parameters: Value,
}

/// What a model is asked, in one turn.
#[stability::evolving(since = "0.1.0-alpha.1", note = "providers send it on in a form of their own")]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ModelRequest {
    /// The model.
    pub model: String,
    /// The agent's instructions.
    pub system_prompt: String,
    /// The conversation so far.
    pub messages: Vec<AgentInputItem>,
    /// What the model may propose.
    pub tools: Vec<ToolDescription>,
    /// Settings, as the provider knows them.
    pub model_settings: Map<String, Value>,
}

/// Something that a model says or proposes.
#[stability::evolving(since = "0.1.0-alpha.1", note = "new kinds of models bring new events")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelEvent {
    /// It says something more.
    Delta {
        /// The piece of text.
        delta: String,
    },
    /// It proposes a call. That is no permission to make it.
    ToolCall {
        /// What the answer refers to.
        call_id: String,
        /// The name of the tool, or of the hand-off.
        name: String,
        /// The arguments, as the model wrote them: JSON, if it did as it was told.
        arguments: String,
    },
}

#[stability::evolving(since = "0.1.0-alpha.1")]
impl ModelEvent {
    /// The model says something more.
    pub fn delta(delta: impl Into<String>) -> Self {
        Self::Delta { delta: delta.into() }
    }

    /// The model proposes a call.
    pub fn tool_call(call_id: impl Into<String>, name: impl Into<String>, arguments: impl Into<String>) -> Self {
        Self::ToolCall {
            call_id: call_id.into(),
            name: name.into(),
            arguments: arguments.into(),
        }
    }
}

/// What a model says in one turn, as it says it.
#[stability::evolving(since = "0.1.0-alpha.1")]
pub type ModelEvents<'a> = Box<dyn Iterator<Item = Result<ModelEvent, ProviderError>> + 'a>;

/// A service with models.
#[stability::evolving(since = "0.1.0-alpha.1", note = "what a provider is asked grows with what models can do")]
pub trait ModelProvider {
    /// Its name, for records.
    fn name(&self) -> &str;

    /// Asks a model. What goes wrong while it answers is an error among the events, and the last of them.
    fn stream(&self, request: ModelRequest) -> ModelEvents<'_>;
}
