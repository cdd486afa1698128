//! The workflow document: what stands in a YAML file.

use crate::plan::Plan;
use crate::step::Step;
use crate::template::Template;
use crate::{NikaError, Place, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

id! {
    /// A workflow's name.
    #[stability::frozen(since = "0.80.0")]
    pub struct WorkflowId;
}

id! {
    /// A task's name within its workflow.
    #[stability::frozen(since = "0.80.0")]
    pub struct TaskId;
}

/// The document's version marker, the line `nika: v1`; every other value is refused.
#[stability::frozen(since = "0.80.0")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
#[non_exhaustive]
pub enum Marker {
    /// The first generation, and the only one.
    #[default]
    #[serde(rename = "v1")]
    V1,
}

impl TryFrom<String> for Marker {
    type Error = String;

    fn try_from(found: String) -> Result<Self, String> {
        match found.as_str() {
            "v1" => Ok(Self::V1),
            _ => Err(format!("the document says `nika: {found}`, and `nika: v1` is read")),
        }
    }
}

/// What a task does.
#[stability::stable(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TaskKind {
    /// Asks a model: `provider`, `model`, `prompt`; if wanted `recall`, a text to look for in the memory, and `budget`, in tokens.
    Infer,
    /// Keeps a text: `text`; if wanted `tag`.
    #[beta(since = "0.90.0", until = "0.95.0")]
    Remember,
    /// Looks for kept texts: `query`; if wanted `tag` and `limit`.
    #[beta(since = "0.90.0", until = "0.95.0")]
    Recall,
    /// Calls a tool: `tool`; every other input is an argument.
    #[stable(since = "0.84.0")]
    Tool,
    /// A word that this kernel does not know; [`Workflow::check`] refuses it.
    #[internal(since = "0.80.0")]
    #[serde(untagged)]
    Unknown(String),
}

/// The value of a task's input; texts are templates.
#[stability::stable(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Input {
    /// `true` or `false`.
    Flag(bool),
    /// A number without sign.
    Number(u64),
    /// A text.
    Text(String),
}

/// One task.
#[stability::stable(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Task {
    /// Its name.
    pub id: TaskId,
    /// What it does.
    pub kind: TaskKind,
    /// The tasks whose outputs it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<TaskId>,
    /// Its inputs by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, Input>,
}

#[stability::stable(since = "0.80.0")]
impl Task {
    /// A task without inputs that depends on none.
    pub fn new(id: impl Into<TaskId>, kind: TaskKind) -> Self {
        Self {
            id: id.into(),
            kind,
            depends_on: Vec::new(),
            with: BTreeMap::new(),
        }
    }

    /// The same task after another.
    #[must_use]
    pub fn after(mut self, task: impl Into<TaskId>) -> Self {
        self.depends_on.push(task.into());
        self
    }

    /// The same task with one more text as input.
    #[must_use]
    pub fn with_input(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.with.insert(name.into(), Input::Text(text.into()));
        self
    }
}

/// A workflow: its name and its tasks.
#[stability::stable(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Workflow {
    /// The version marker.
    pub nika: Marker,
    /// The name.
    pub workflow: WorkflowId,
    /// The tasks, in any order.
    pub tasks: Vec<Task>,
}

#[stability::stable(since = "0.80.0")]
impl Workflow {
    /// A workflow of this name and these tasks.
    pub fn new(workflow: impl Into<WorkflowId>, tasks: Vec<Task>) -> Self {
        Self {
            nika: Marker::V1,
            workflow: workflow.into(),
            tasks,
        }
    }

    /// Reads a document and checks it.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`] for what is no document, with the place; else what [`Workflow::check`] finds.
    #[stable(since = "0.86.0")]
    pub fn from_yaml(text: &str) -> Result<Self> {
        let workflow: Self = yaml_serde::from_str(text).map_err(|error| document_error(&error))?;
        workflow.check()?;
        Ok(workflow)
    }

    /// Reads a document and checks it.
    ///
    /// # Errors
    ///
    /// As [`Workflow::from_yaml`].
    #[stable(since = "0.80.0", deprecated(since = "0.89.0", note = "the name says which format is read", replacement = Workflow::from_yaml, remove_in = "1.0.0"))]
    pub fn parse(text: &str) -> Result<Self> {
        Self::from_yaml(text)
    }

    /// Writes the document.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`] when it cannot be written as YAML.
    #[stable(since = "0.86.0")]
    pub fn to_yaml(&self) -> Result<String> {
        yaml_serde::to_string(self).map_err(|error| document_error(&error))
    }

    /// Checks that every task can be run: its kind, its inputs, its dependencies and its templates.
    ///
    /// # Errors
    ///
    /// The first thing found, in the order of the document.
    #[stable(since = "0.82.0")]
    pub fn check(&self) -> Result<()> {
        Plan::of(self)?;
        for task in &self.tasks {
            Step::read(task, &task.with)?;
            for input in task.with.values() {
                if let Input::Text(text) = input {
                    Template::parse(task, text)?;
                }
            }
        }
        Ok(())
    }
}

/// The place is told apart from the words, so that a reader can be sent there.
fn document_error(error: &yaml_serde::Error) -> NikaError {
    let place = error.location().map(|at| Place::new(at.line(), at.column()));
    let mut message = error.to_string();
    if let Some(Place { line, column }) = place {
        let ending = format!(" at line {line} column {column}");
        message = message.replace(&ending, "");
    }
    NikaError::Document { place, message }
}

#[cfg(test)]
#[path = "workflow_tests.rs"]
mod tests;
