//! Checks of what a model says, before anyone hears it.

use crate::context::RunContext;
use crate::item::AgentInputItem;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// What a guardrail is shown.
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
#[derive(Debug)]
pub struct OutputGuardrailInput<'a, C> {
    /// The name of the agent that speaks.
    pub agent_name: &'a str,
    /// What it says.
    pub output_text: &'a str,
    /// The application's context.
    pub run_context: &'a RunContext<C>,
    /// The conversation so far.
    pub history: &'a [AgentInputItem],
}

/// What a guardrail finds.
#[stability::frozen(since = "0.1.0-alpha.5", forward_compatible)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputGuardrailResult {
    /// Whether the output is held back and the run fails.
    pub tripwire_triggered: bool,
    /// Why.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    pub reason: Option<String>,
    /// More for the record.
    #[frozen(since = "0.1.0-alpha.5", default)]
    pub metadata: Map<String, Value>,
}

type Execute<C> = dyn Fn(&OutputGuardrailInput<'_, C>) -> OutputGuardrailResult + Send + Sync;

/// A check of what an agent says.
#[stability::stable(since = "0.1.0-alpha.1")]
#[non_exhaustive]
pub struct OutputGuardrail<C> {
    /// Its name in records and errors.
    pub name: String,
    execute: Arc<Execute<C>>,
}

#[stability::stable(since = "0.1.0-alpha.1")]
impl<C> OutputGuardrail<C> {
    /// A guardrail of this name.
    pub fn new<F>(name: impl Into<String>, execute: F) -> Self
    where
        F: Fn(&OutputGuardrailInput<'_, C>) -> OutputGuardrailResult + Send + Sync + 'static,
    {
        Self {
            name: name.into(),
            execute: Arc::new(execute),
        }
    }
}

impl<C> OutputGuardrail<C> {
    pub(crate) fn execute(&self, input: &OutputGuardrailInput<'_, C>) -> OutputGuardrailResult {
        (self.execute)(input)
    }
}

// Derived, these would ask the context for the same.
impl<C> Clone for OutputGuardrail<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            execute: Arc::clone(&self.execute),
        }
    }
}

impl<C> fmt::Debug for OutputGuardrail<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutputGuardrail")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
