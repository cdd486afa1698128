//! The workflow document: the content of a YAML file.

use crate::memory::MemoryTask;
use crate::plan::Plan;
use crate::step::Step;
use crate::template::Template;
use crate::{Result, document};
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

/// What a task does.
#[stability::stable(since = "0.80.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TaskKind {
    /// Asks a model: `provider`, `model`, `prompt`; if wanted `recall`, a text to look for in the memory, `budget`, in tokens,
    /// and `x-…`, for the provider.
    Infer,
    /// Calls a tool: `tool`; every other input is an argument.
    #[stable(since = "0.84.0")]
    Tool,
    /// Uses the memory.
    #[beta(since = "0.90.0", until = "1.0.0")]
    #[serde(untagged)]
    Memory(MemoryTask),
    /// A word that this kernel does not know; [`Workflow::check`] refuses it.
    #[internal(since = "0.80.0")]
    #[serde(untagged)]
    Unknown(String),
}

impl TaskKind {
    /// The words for it in a document.
    pub(crate) fn words() -> Vec<&'static str> {
        let mut words = [&["infer", "tool"], MemoryTask::WORDS].concat();
        words.sort_unstable();
        words
    }
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
///
/// A document begins with the line `nika: v1`; every other value is refused.
#[stability::stable(since = "0.80.0", forward_compatible, schema = "v1", key = "nika")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The name.
    #[stable(since = "0.80.0", into)]
    pub workflow: WorkflowId,
    /// The tasks, in any order.
    pub tasks: Vec<Task>,
}

#[stability::stable(since = "0.80.0")]
impl Workflow {
    /// Reads a document and checks it.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`](crate::NikaError::Document) for what is no document, with the place; else what [`Workflow::check`] finds.
    #[stable(since = "0.86.0")]
    pub fn from_yaml(text: &str) -> Result<Self> {
        let workflow: Self = document::from_yaml(text)?;
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
    /// [`NikaError::Document`](crate::NikaError::Document) when it cannot be written as YAML.
    #[stable(since = "0.86.0")]
    pub fn to_yaml(&self) -> Result<String> {
        document::to_yaml(self)
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

#[cfg(test)]
#[path = "workflow_tests.rs"]
mod tests;
