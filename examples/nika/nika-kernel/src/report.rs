//! What a run leaves behind.

use crate::workflow::{TaskId, WorkflowId};
use crate::{NikaError, Result, document};
use serde::{Deserialize, Serialize};
use stability::{Code, ErrorCode, InternalCode, PublicCode};
use std::fmt;

/// The code of a failure, as text: a later release has codes that this one does not know.
///
/// Made of a code that users may see; the text of an internal one is not read.
#[stability::stable(since = "0.90.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FailureCode(String);

#[stability::stable(since = "0.90.0")]
impl FailureCode {
    /// Every code of the engine's own diagnostics has this number or a greater one.
    const FIRST_INTERNAL: u32 = 1000;

    /// The code, which is one that users may see.
    pub fn new(code: PublicCode) -> Self {
        Self(code.to_string())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<FailureCode> for String {
    fn from(code: FailureCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for FailureCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match Code::split(&text) {
            Some((_, number)) if number < Self::FIRST_INTERNAL => Ok(Self(text)),
            Some(_) => Err(format!(
                "`{text}` is a code of the engine's own diagnostics, which no report has"
            )),
            None => Err(format!("`{text}` is no code, such as `NIKA-CORE-001`")),
        }
    }
}

impl fmt::Display for FailureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a report says of an error.
#[stability::stable(since = "0.90.0", forward_compatible, extensions(core = "nika", community = "x-"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The error's code.
    pub code: FailureCode,
    /// What went wrong, in words.
    #[stable(since = "0.90.0", into)]
    pub message: String,
}

#[stability::stable(since = "0.90.0")]
impl Failure {
    /// What a report says of this error.
    ///
    /// # Errors
    ///
    /// When its code is internal.
    pub fn of(error: &(impl ErrorCode + fmt::Display)) -> Result<Self, InternalCode> {
        let code = PublicCode::try_from(error.code())?;
        Ok(Self::from_error(code.get(), error))
    }
}

impl Failure {
    fn from_error(code: Code, error: &impl fmt::Display) -> Self {
        let (code, text) = (code.to_string(), error.to_string());
        let message = text.strip_prefix(&format!("{code}: ")).unwrap_or(&text).to_owned();
        Self::new(FailureCode(code), message)
    }
}

/// Of an error that is for diagnostics alone, a report says that there are diagnostics.
impl From<InternalCode> for Failure {
    fn from(_: InternalCode) -> Self {
        Self::from_error(NikaError::Internal.code(), &NikaError::Internal)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

/// How a task ended.
#[stability::stable(since = "0.82.0")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// With this output.
    Completed(String),
    /// With this error.
    Failed(Failure),
    /// Not run, because this task, which it depends on, has no output.
    #[stable(since = "0.87.0")]
    Skipped(TaskId),
}

/// One task's end.
#[stability::stable(since = "0.82.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReport {
    /// The task.
    pub task: TaskId,
    /// How it ended.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Every task's end, in the order of the run.
#[stability::stable(
    since = "0.82.0",
    forward_compatible,
    schema = "nika/report@1",
    extensions(core = "nika", community = "x-")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReport {
    /// The workflow that was run.
    pub workflow: WorkflowId,
    /// The tasks.
    #[stable(since = "0.82.0", default)]
    pub tasks: Vec<TaskReport>,
}

#[stability::stable(since = "0.82.0")]
impl RunReport {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`] for what is no report, with the place.
    #[stable(since = "0.90.0")]
    pub fn from_yaml(text: &str) -> Result<Self> {
        document::from_yaml(text)
    }

    /// Writes the document.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`] when it cannot be written as YAML.
    #[stable(since = "0.90.0")]
    pub fn to_yaml(&self) -> Result<String> {
        document::to_yaml(self)
    }

    /// A task's output, if it has one.
    pub fn output(&self, task: &TaskId) -> Option<&str> {
        self.tasks
            .iter()
            .find(|report| report.task == *task)
            .and_then(|report| match &report.outcome {
                Outcome::Completed(output) => Some(output.as_str()),
                Outcome::Failed(_) | Outcome::Skipped(_) => None,
            })
    }

    /// Whether every task has an output.
    pub fn is_complete(&self) -> bool {
        self.tasks
            .iter()
            .all(|report| matches!(report.outcome, Outcome::Completed(_)))
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
