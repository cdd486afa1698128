//! What an agent can do, once a policy allows it.

use crate::Failure;
use crate::context::RunContext;
use serde_json::{Value, json};
use std::fmt;
use std::sync::Arc;

type Execute<C> = dyn Fn(&Value, &RunContext<C>) -> Result<Value, Failure> + Send + Sync;

/// A function that a model may propose to call.
#[stability::stable(since = "0.1.0-alpha.1")]
#[non_exhaustive]
pub struct Tool<C> {
    /// The name under which a model proposes it.
    pub name: String,
    /// What it does, for the model.
    pub description: String,
    /// The JSON Schema of its arguments, for the model. The tool itself checks what it is given.
    pub parameters: Value,
    execute: Arc<Execute<C>>,
}

#[stability::stable(since = "0.1.0-alpha.1")]
impl<C> Tool<C> {
    /// A tool of this name that takes any object.
    pub fn new<F>(name: impl Into<String>, execute: F) -> Self
    where
        F: Fn(&Value, &RunContext<C>) -> Result<Value, Failure> + Send + Sync + 'static,
    {
        Self {
            name: name.into(),
            description: String::new(),
            parameters: json!({ "type": "object" }),
            execute: Arc::new(execute),
        }
    }

    /// The same tool, described to the model.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The same tool with this schema of its arguments.
    #[must_use]
    pub fn with_parameters(mut self, schema: Value) -> Self {
        self.parameters = schema;
        self
    }
}

impl<C> Tool<C> {
    /// Runs the tool. Only what a policy allowed comes here.
    pub(crate) fn execute(&self, arguments: &Value, context: &RunContext<C>) -> Result<Value, Failure> {
        (self.execute)(arguments, context)
    }
}

// Derived, these would ask the context for the same.
impl<C> Clone for Tool<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            description: self.description.clone(),
            parameters: self.parameters.clone(),
            execute: Arc::clone(&self.execute),
        }
    }
}

impl<C> fmt::Debug for Tool<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tool").field("name", &self.name).finish_non_exhaustive()
    }
}
