//! What a run leaves behind.

use crate::NikaError;
use crate::workflow::TaskId;

/// How a task ended.
#[stability::stable(since = "0.82.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// With this output.
    Completed(String),
    /// With this error.
    Failed(NikaError),
    /// Not run, because this task, which it depends on, has no output.
    #[stable(since = "0.87.0")]
    Skipped(TaskId),
}

/// One task's end.
#[stability::stable(since = "0.82.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskReport {
    /// The task.
    pub task: TaskId,
    /// How it ended.
    pub outcome: Outcome,
}

#[stability::stable(since = "0.82.0")]
impl TaskReport {
    /// This task ended so.
    pub fn new(task: TaskId, outcome: Outcome) -> Self {
        Self { task, outcome }
    }
}

/// Every task's end, in the order of the run.
#[stability::stable(since = "0.82.0")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunReport {
    /// The tasks.
    pub tasks: Vec<TaskReport>,
}

#[stability::stable(since = "0.82.0")]
impl RunReport {
    /// The report of no task.
    pub fn new() -> Self {
        Self::default()
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
