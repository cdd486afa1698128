//! How a run fails: each error has a class name and a code that stay; its words do not.

use crate::Failure;
use crate::guarantees::ERROR_NAMES;
use crate::guardrail::OutputGuardrailResult;
use crate::policy::PolicyResult;

/// The run took more turns than it may.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the run has no answer after {max_turns} turns")]
pub struct MaxTurnsExceededError {
    /// How many it may take.
    pub max_turns: u32,
}

/// A policy denied a tool call, and the run with it.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the policy denied tool `{tool_name}`: {}", policy_result.reason)]
pub struct ToolCallPolicyDeniedError {
    /// The tool that was not called.
    pub tool_name: String,
    /// What the policy decided.
    pub policy_result: Box<PolicyResult>,
}

/// A policy denied a hand-off, and the run with it.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the policy denied the hand-off from `{from_agent}` to `{to_agent}`: {}", policy_result.reason)]
pub struct HandoffPolicyDeniedError {
    /// The agent that goes on being responsible.
    pub from_agent: String,
    /// The agent that did not take over.
    pub to_agent: String,
    /// What the policy decided.
    pub policy_result: Box<PolicyResult>,
}

/// A guardrail held back what an agent said.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("output guardrail `{guardrail}` was triggered")]
pub struct OutputGuardrailTripwireTriggered {
    /// The guardrail.
    pub guardrail: String,
    /// What it found.
    pub output: Box<OutputGuardrailResult>,
    /// What the agent said.
    pub output_text: String,
}

/// A tool could not be called, or failed.
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
#[derive(Debug, thiserror::Error)]
pub enum ToolCallError {
    /// The agent has no tool of this name.
    #[error("no tool is called `{tool_name}`")]
    Unknown {
        /// The name that the model proposed.
        tool_name: String,
    },
    /// The tool failed.
    #[error("tool `{tool_name}` failed")]
    Failed {
        /// The tool.
        tool_name: String,
        /// Why.
        source: Failure,
    },
}

/// The provider could not answer.
#[stability::stable(since = "0.1.0-alpha.1", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("provider `{provider_name}`: {message}")]
pub struct ProviderError {
    /// The provider.
    #[stable(since = "0.1.0-alpha.1", into)]
    pub provider_name: String,
    /// What it says.
    #[stable(since = "0.1.0-alpha.1", into)]
    pub message: String,
}

/// Why a run failed.
///
/// The namespace of a code is the error's category; see [`code`](Self::code).
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive, may_expose(ToolCallError, ProviderError))]
#[derive(Debug, thiserror::Error, stability::ErrorCode)]
#[error_code(since = "0.1.0-alpha.5", area = "Errors")]
pub enum RunError {
    /// A policy denied a tool call.
    #[error(transparent)]
    #[code(1, namespace = "AIOC-POLICY")]
    ToolCallPolicyDenied(#[from] ToolCallPolicyDeniedError),
    /// A policy denied a hand-off.
    #[error(transparent)]
    #[code(2, namespace = "AIOC-POLICY")]
    HandoffPolicyDenied(#[from] HandoffPolicyDeniedError),
    /// A guardrail held back what an agent said.
    #[error(transparent)]
    #[code(1, namespace = "AIOC-GUARDRAIL")]
    OutputGuardrail(#[from] OutputGuardrailTripwireTriggered),
    /// The run took too many turns.
    #[error(transparent)]
    #[code(1, namespace = "AIOC-LIMIT")]
    MaxTurnsExceeded(#[from] MaxTurnsExceededError),
    /// A tool could not be called, or failed.
    #[error(transparent)]
    #[code(1, namespace = "AIOC-TOOL")]
    ToolCall(#[from] ToolCallError),
    /// The provider could not answer.
    #[error(transparent)]
    #[code(1, namespace = "AIOC-PROVIDER")]
    Provider(#[from] ProviderError),
}

#[stability::frozen(since = "0.1.0-alpha.5")]
impl RunError {
    /// The class name, as records have it.
    #[stability::implements(ERROR_NAMES)]
    pub fn name(&self) -> &'static str {
        match self {
            Self::ToolCallPolicyDenied(_) => "ToolCallPolicyDeniedError",
            Self::HandoffPolicyDenied(_) => "HandoffPolicyDeniedError",
            Self::OutputGuardrail(_) => "OutputGuardrailTripwireTriggered",
            Self::MaxTurnsExceeded(_) => "MaxTurnsExceededError",
            Self::ToolCall(_) => "ToolCallError",
            Self::Provider(_) => "ProviderError",
        }
    }
}
