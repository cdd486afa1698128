//! What a conversation is made of, as it is written to records and sent to models.

use crate::envelope::ToolResultEnvelope;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who speaks.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Who asks.
    User,
    /// Who answers.
    Assistant,
    /// Who sets the scene.
    System,
}

/// One entry of a conversation.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub enum AgentInputItem {
    /// Somebody speaks.
    #[serde(rename = "message")]
    Message {
        /// Who.
        role: Role,
        /// The text.
        content: String,
    },
    /// A model proposes a call.
    #[serde(rename = "tool_call_item")]
    ToolCall {
        /// What the answer refers to.
        call_id: String,
        /// The name of the tool, or of the hand-off.
        name: String,
        /// The arguments, parsed.
        arguments: Value,
    },
    /// The call's answer.
    #[serde(rename = "tool_call_output_item")]
    ToolCallOutput {
        /// The call that is answered.
        call_id: String,
        /// The answer.
        output: ToolResultEnvelope,
    },
}

#[stability::frozen(since = "0.1.0-alpha.5")]
impl AgentInputItem {
    /// What a user says.
    pub fn user(content: impl Into<String>) -> Self {
        Self::Message {
            role: Role::User,
            content: content.into(),
        }
    }

    /// What a model says.
    pub fn assistant(content: impl Into<String>) -> Self {
        Self::Message {
            role: Role::Assistant,
            content: content.into(),
        }
    }
}

/// What a run is given to begin with: a question, or a conversation to go on with.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunInput(Vec<AgentInputItem>);

impl RunInput {
    pub(crate) fn into_items(self) -> Vec<AgentInputItem> {
        self.0
    }

    /// What the user says in it, for the record.
    pub(crate) fn question(&self) -> String {
        let said = self.0.iter().filter_map(|item| match item {
            AgentInputItem::Message {
                role: Role::User,
                content,
            } => Some(content.as_str()),
            _ => None,
        });
        said.collect::<Vec<_>>().join("\n\n")
    }
}

impl From<&str> for RunInput {
    fn from(question: &str) -> Self {
        Self(vec![AgentInputItem::user(question)])
    }
}

impl From<String> for RunInput {
    fn from(question: String) -> Self {
        Self(vec![AgentInputItem::user(question)])
    }
}

impl From<Vec<AgentInputItem>> for RunInput {
    fn from(items: Vec<AgentInputItem>) -> Self {
        Self(items)
    }
}
