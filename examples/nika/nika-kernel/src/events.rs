//! What happens while a workflow runs: one small enum per subsystem, so that each can grow on its own.

use crate::fault::Fault;
use crate::inference::{ModelId, ProviderId, Usage};
use crate::memory::MemoryEvent;
use crate::report::FailureCode;
use crate::tools::ToolName;
use crate::workflow::{TaskId, WorkflowId};
use std::fmt;

/// One event of a run.
#[stability::stable(since = "0.85.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number in the run, from one.
    pub sequence: u64,
    /// What happened.
    pub kind: EventKind,
}

/// What happened, by subsystem.
#[stability::stable(since = "0.85.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// To the whole workflow.
    Workflow(WorkflowEvent),
    /// To one task.
    Task(TaskEvent),
    /// Between the engine and a provider.
    Inference(InferenceEvent),
    /// Between the engine and its memory.
    #[beta(since = "0.90.0", until = "1.0.0")]
    Memory(MemoryEvent),
    /// Between the engine and a tool.
    #[stable(since = "0.86.0")]
    Tool(ToolEvent),
    /// In the sandbox.
    #[stable(since = "0.86.0")]
    Sandbox(SandboxEvent),
    /// In the engine itself, which found a rule broken.
    #[internal(since = "0.90.0")]
    Fault(Fault),
}

/// What happens to a workflow.
#[stability::stable(since = "0.85.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkflowEvent {
    /// It starts.
    Started(WorkflowId),
    /// Every task is completed.
    Completed(WorkflowId),
    /// At least one task failed.
    Failed(WorkflowId),
}

/// What happens to a task.
#[stability::stable(since = "0.85.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskEvent {
    /// It starts.
    Started(TaskId),
    /// It has its output.
    Completed(TaskId),
    /// It failed with the error of this code.
    Failed(TaskId, FailureCode),
    /// It is not run, because the second task has no output.
    #[stable(since = "0.87.0")]
    Skipped(TaskId, TaskId),
}

/// What happens between the engine and a provider.
#[stability::stable(since = "0.85.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InferenceEvent {
    /// A model is asked.
    Requested(ProviderId, ModelId),
    /// It has answered.
    Answered(ProviderId, Usage),
}

/// What happens between the engine and a tool.
#[stability::stable(since = "0.86.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ToolEvent {
    /// The tool is called.
    Called(ToolName),
    /// It has returned.
    Returned(ToolName),
}

/// What the sandbox decides.
#[stability::stable(since = "0.86.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SandboxEvent {
    /// A call may be made.
    Allowed(ToolName),
    /// A call is denied, for this reason.
    Denied(ToolName, String),
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sequence, self.kind)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workflow(event) => event.fmt(f),
            Self::Task(event) => event.fmt(f),
            Self::Inference(event) => event.fmt(f),
            Self::Memory(event) => event.fmt(f),
            Self::Tool(event) => event.fmt(f),
            Self::Sandbox(event) => event.fmt(f),
            Self::Fault(fault) => write!(f, "engine.fault {fault}"),
        }
    }
}

impl fmt::Display for WorkflowEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started(workflow) => write!(f, "workflow.started {workflow}"),
            Self::Completed(workflow) => write!(f, "workflow.completed {workflow}"),
            Self::Failed(workflow) => write!(f, "workflow.failed {workflow}"),
        }
    }
}

impl fmt::Display for TaskEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started(task) => write!(f, "task.started {task}"),
            Self::Completed(task) => write!(f, "task.completed {task}"),
            Self::Failed(task, code) => write!(f, "task.failed {task} {code}"),
            Self::Skipped(task, because) => write!(f, "task.skipped {task} {because}"),
        }
    }
}

impl fmt::Display for InferenceEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requested(provider, model) => write!(f, "inference.requested {provider} {model}"),
            Self::Answered(provider, usage) => {
                let Usage {
                    input_tokens,
                    output_tokens,
                } = usage;
                write!(f, "inference.answered {provider} {input_tokens} {output_tokens}")
            }
        }
    }
}

impl fmt::Display for ToolEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Called(tool) => write!(f, "tool.called {tool}"),
            Self::Returned(tool) => write!(f, "tool.returned {tool}"),
        }
    }
}

impl fmt::Display for SandboxEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allowed(tool) => write!(f, "sandbox.allowed {tool}"),
            Self::Denied(tool, reason) => write!(f, "sandbox.denied {tool} {reason}"),
        }
    }
}
