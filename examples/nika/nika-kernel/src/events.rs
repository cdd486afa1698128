//! What happens while a workflow runs: one small enum per subsystem, so that each can grow on its own.

use crate::inference::{ModelId, ProviderId, Usage};
use crate::memory::MemoryFrameRef;
use crate::tools::ToolName;
use crate::workflow::{TaskId, WorkflowId};
use std::fmt;

/// One event of a run.
#[stability::stable(since = "0.85.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Its number in the run, from one.
    pub sequence: u64,
    /// What happened.
    pub kind: EventKind,
}

#[stability::stable(since = "0.85.0")]
impl Event {
    /// The event of this number.
    pub fn new(sequence: u64, kind: EventKind) -> Self {
        Self { sequence, kind }
    }
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
    #[beta(since = "0.90.0", until = "0.95.0")]
    Memory(MemoryEvent),
    /// Between the engine and a tool.
    #[stable(since = "0.86.0")]
    Tool(ToolEvent),
    /// In the sandbox.
    #[stable(since = "0.86.0")]
    Sandbox(SandboxEvent),
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
    Failed(TaskId, stability::Code),
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

/// What happens between the engine and its memory.
#[stability::beta(since = "0.90.0", until = "0.95.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemoryEvent {
    /// A frame is kept.
    Remembered(MemoryFrameRef),
    /// So many frames are found.
    Recalled(usize),
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
            Self::Workflow(WorkflowEvent::Started(workflow)) => {
                write!(f, "workflow.started {workflow}")
            }
            Self::Workflow(WorkflowEvent::Completed(workflow)) => {
                write!(f, "workflow.completed {workflow}")
            }
            Self::Workflow(WorkflowEvent::Failed(workflow)) => {
                write!(f, "workflow.failed {workflow}")
            }
            Self::Task(TaskEvent::Started(task)) => write!(f, "task.started {task}"),
            Self::Task(TaskEvent::Completed(task)) => write!(f, "task.completed {task}"),
            Self::Task(TaskEvent::Failed(task, code)) => write!(f, "task.failed {task} {code}"),
            Self::Task(TaskEvent::Skipped(task, because)) => {
                write!(f, "task.skipped {task} {because}")
            }
            Self::Inference(InferenceEvent::Requested(provider, model)) => {
                write!(f, "inference.requested {provider} {model}")
            }
            Self::Inference(InferenceEvent::Answered(provider, usage)) => write!(
                f,
                "inference.answered {provider} {} {}",
                usage.input_tokens, usage.output_tokens
            ),
            Self::Memory(MemoryEvent::Remembered(frame)) => write!(f, "memory.remembered {frame}"),
            Self::Memory(MemoryEvent::Recalled(frames)) => write!(f, "memory.recalled {frames}"),
            Self::Tool(ToolEvent::Called(tool)) => write!(f, "tool.called {tool}"),
            Self::Tool(ToolEvent::Returned(tool)) => write!(f, "tool.returned {tool}"),
            Self::Sandbox(SandboxEvent::Allowed(tool)) => write!(f, "sandbox.allowed {tool}"),
            Self::Sandbox(SandboxEvent::Denied(tool, reason)) => {
                write!(f, "sandbox.denied {tool} {reason}")
            }
        }
    }
}
