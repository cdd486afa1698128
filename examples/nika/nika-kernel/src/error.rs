//! What can go wrong, and under which code.

use crate::inference::ProviderId;
use crate::tools::ToolName;
use crate::workflow::{TaskId, TaskKind};
use std::fmt;

/// The result of everything in this kernel that can fail.
#[stability::frozen(since = "0.80.0", path = "nika_kernel::Result")]
pub type Result<T, E = NikaError> = std::result::Result<T, E>;

/// A place in a document, counted from one.
#[stability::frozen(since = "0.86.0", path = "nika_kernel::Place", forward_compatible)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// An error of the kernel, or of what is plugged into it.
///
/// Each has a code that is never given to another error; see [`NikaError::code`].
#[stability::frozen(since = "0.80.0", path = "nika_kernel::NikaError")]
#[derive(Clone, Debug, PartialEq, Eq, stability::ErrorCode)]
#[error_code(range = 1..=99, since = "0.80.0", area = "Errors")]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "the fields are named by what they hold, and each variant says how they belong together"
)]
pub enum NikaError {
    /// `NIKA-CORE-001`: the method has its place in the trait, and no implementation yet.
    #[code(1, namespace = "NIKA-CORE")]
    Unsupported(stability::Unsupported),
    /// `NIKA-CORE-002`: the engine or what is plugged into it broke its own rules; its events say which.
    #[code(2, namespace = "NIKA-CORE")]
    #[stable(since = "0.90.0")]
    Internal,
    /// `NIKA-DOC-001`: the text is not the document that is read.
    #[code(1, namespace = "NIKA-DOC")]
    #[non_exhaustive]
    Document { place: Option<Place>, message: String },
    /// `NIKA-TASK-001`: the kind of this task is not known.
    #[code(1, namespace = "NIKA-TASK")]
    #[non_exhaustive]
    UnknownKind { task: TaskId, kind: String },
    /// `NIKA-TASK-002`: two tasks have the same id.
    #[code(2, namespace = "NIKA-TASK")]
    #[non_exhaustive]
    DuplicateTask { task: TaskId },
    /// `NIKA-TASK-003`: an input of this task is missing, superfluous or of another form.
    #[code(3, namespace = "NIKA-TASK")]
    #[non_exhaustive]
    TaskInput {
        task: TaskId,
        input: String,
        message: String,
    },
    /// `NIKA-DAG-001`: the task depends on one that the workflow does not have.
    #[code(1, namespace = "NIKA-DAG")]
    #[non_exhaustive]
    UnknownDependency { task: TaskId, dependency: TaskId },
    /// `NIKA-DAG-002`: these tasks depend on each other in a circle.
    #[code(2, namespace = "NIKA-DAG")]
    #[non_exhaustive]
    Cycle { tasks: Vec<TaskId> },
    /// `NIKA-TPL-001`: the task's template refers to what it cannot see.
    #[code(1, namespace = "NIKA-TPL")]
    #[non_exhaustive]
    Template { task: TaskId, reference: String },
    /// `NIKA-INFER-001`: no provider of this name is registered.
    #[code(1, namespace = "NIKA-INFER")]
    #[non_exhaustive]
    ProviderMissing { provider: ProviderId },
    /// `NIKA-INFER-002`: the provider could not answer.
    #[code(2, namespace = "NIKA-INFER")]
    #[non_exhaustive]
    ProviderFailed { provider: ProviderId, message: String },
    /// `NIKA-MEM-001`: the engine has no memory.
    #[code(1, namespace = "NIKA-MEM")]
    MemoryMissing,
    /// `NIKA-MEM-002`: the memory could not answer.
    #[code(2, namespace = "NIKA-MEM")]
    #[non_exhaustive]
    MemoryFailed { message: String },
    /// `NIKA-TOOL-001`: no executor offers this tool.
    #[code(1, namespace = "NIKA-TOOL")]
    #[non_exhaustive]
    ToolMissing { tool: ToolName },
    /// `NIKA-TOOL-002`: the tool failed.
    #[code(2, namespace = "NIKA-TOOL")]
    #[non_exhaustive]
    ToolFailed { tool: ToolName, message: String },
    /// `NIKA-SEC-001`: the sandbox denied the call.
    #[code(1, namespace = "NIKA-SEC")]
    #[frozen(since = "0.84.0")]
    #[non_exhaustive]
    Denied { tool: ToolName, reason: String },
}

#[stability::frozen(since = "0.80.0", path = "nika_kernel::NikaError")]
impl NikaError {
    /// The error of a provider that could not answer.
    #[frozen(since = "0.86.0")]
    pub fn provider(provider: &ProviderId, message: impl Into<String>) -> Self {
        Self::ProviderFailed {
            provider: provider.clone(),
            message: message.into(),
        }
    }

    /// The error of a memory that could not answer.
    #[stable(since = "0.90.0")]
    pub fn memory(message: impl Into<String>) -> Self {
        Self::MemoryFailed {
            message: message.into(),
        }
    }

    /// The error of a tool that failed.
    #[frozen(since = "0.86.0")]
    pub fn tool(tool: &ToolName, message: impl Into<String>) -> Self {
        Self::ToolFailed {
            tool: tool.clone(),
            message: message.into(),
        }
    }

    /// The place in the document, where there is one.
    #[frozen(since = "0.86.0")]
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Document { place, .. } => *place,
            _ => None,
        }
    }
}

impl From<stability::Unsupported> for NikaError {
    fn from(unsupported: stability::Unsupported) -> Self {
        Self::Unsupported(unsupported)
    }
}

impl fmt::Display for NikaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code())?;
        match self {
            Self::Unsupported(unsupported) => write!(f, "{unsupported} here yet"),
            Self::Internal => f.write_str("what is plugged into the engine broke its rules; the events say which"),
            Self::Document { message, .. } | Self::MemoryFailed { message } => f.write_str(message),
            Self::UnknownKind { task, kind } => write!(
                f,
                "task `{task}` is of kind `{kind}`; known are {}",
                TaskKind::words().join(", ")
            ),
            Self::DuplicateTask { task } => write!(f, "two tasks are called `{task}`"),
            Self::TaskInput { task, input, message } => {
                write!(f, "task `{task}`: the input `{input}` {message}")
            }
            Self::UnknownDependency { task, dependency } => write!(
                f,
                "task `{task}` depends on `{dependency}`, which the workflow does not have"
            ),
            Self::Cycle { tasks } => {
                f.write_str("these tasks wait for each other: ")?;
                for task in tasks {
                    write!(f, "`{task}` → ")?;
                }
                match tasks.first() {
                    Some(first) => write!(f, "`{first}`"),
                    None => Ok(()),
                }
            }
            Self::Template { task, reference } => write!(
                f,
                "task `{task}`: `{reference}` is no output of a task that `{task}` depends on; \
                 write `{{{{ tasks.NAME.output }}}}` and list NAME in `depends_on`"
            ),
            Self::ProviderMissing { provider } => write!(f, "no provider is called `{provider}`"),
            Self::ProviderFailed { provider, message } => {
                write!(f, "provider `{provider}`: {message}")
            }
            Self::MemoryMissing => f.write_str("the engine has no memory"),
            Self::ToolMissing { tool } => write!(f, "no executor offers the tool `{tool}`"),
            Self::ToolFailed { tool, message } => write!(f, "tool `{tool}`: {message}"),
            Self::Denied { tool, reason } => {
                write!(f, "the sandbox denied `{tool}`: {reason}")
            }
        }
    }
}

impl std::error::Error for NikaError {}
