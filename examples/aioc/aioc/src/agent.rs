//! Who acts: instructions for a model, its tools, and whom it may hand over to.

use crate::context::RunContext;
use crate::guardrail::OutputGuardrail;
use crate::tool::Tool;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

type Make<C> = dyn Fn(&RunContext<C>) -> String + Send + Sync;

/// What an agent tells its model to do.
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
pub enum Instructions<C> {
    /// The same in every run.
    Text(String),
    /// Made from the context, once per turn.
    Dynamic(Arc<Make<C>>),
}

#[stability::stable(since = "0.1.0-alpha.1")]
impl<C> Instructions<C> {
    /// Instructions that are made from the context, once per turn.
    pub fn dynamic(make: impl Fn(&RunContext<C>) -> String + Send + Sync + 'static) -> Self {
        Self::Dynamic(Arc::new(make))
    }
}

impl<C> Instructions<C> {
    pub(crate) fn resolve(&self, context: &RunContext<C>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Dynamic(make) => make(context),
        }
    }
}

impl<C> Default for Instructions<C> {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl<C> From<&str> for Instructions<C> {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<C> From<String> for Instructions<C> {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

// Derived, this would ask the context for the same.
impl<C> Clone for Instructions<C> {
    fn clone(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.clone()),
            Self::Dynamic(make) => Self::Dynamic(Arc::clone(make)),
        }
    }
}

/// An agent: a model with instructions, tools, and agents that it may hand over to.
// The freeze lists the fields; what tools, instructions and guardrails are made of stays as the alpha contract has it.
#[stability::frozen(since = "0.1.0-alpha.5", forward_compatible, may_expose(Instructions, OutputGuardrail, Tool))]
pub struct Agent<C> {
    /// Its name, in policies and records.
    #[frozen(since = "0.1.0-alpha.5", into)]
    pub name: String,
    /// The model that it asks.
    #[frozen(since = "0.1.0-alpha.5", into)]
    pub model: String,
    /// What it is good for, shown to agents that may hand over to it.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    pub handoff_description: Option<String>,
    /// What it tells its model.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    pub instructions: Instructions<C>,
    /// The version of its instructions, for records.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    pub prompt_version: Option<String>,
    /// Settings for the model, as its provider knows them.
    #[frozen(since = "0.1.0-alpha.5", default)]
    pub model_settings: Map<String, Value>,
    /// What it can do.
    #[frozen(since = "0.1.0-alpha.5", default)]
    pub tools: Vec<Tool<C>>,
    /// Whom it may hand over to.
    #[frozen(since = "0.1.0-alpha.5", default)]
    pub handoffs: Vec<Arc<Agent<C>>>,
    /// What checks its output.
    #[frozen(since = "0.1.0-alpha.5", default)]
    pub output_guardrails: Vec<OutputGuardrail<C>>,
}

// Derived, these would ask the context for the same.
impl<C> Clone for Agent<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            model: self.model.clone(),
            handoff_description: self.handoff_description.clone(),
            instructions: self.instructions.clone(),
            prompt_version: self.prompt_version.clone(),
            model_settings: self.model_settings.clone(),
            tools: self.tools.clone(),
            handoffs: self.handoffs.clone(),
            output_guardrails: self.output_guardrails.clone(),
        }
    }
}

impl<C> fmt::Debug for Agent<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("name", &self.name)
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}
