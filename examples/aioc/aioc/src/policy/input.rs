//! What a policy is asked, and who is asked.

use super::PolicyResult;
use crate::Failure;
use crate::context::RunContext;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// What a policy answers. A failure denies the call.
#[stability::stable(since = "0.1.0-alpha.1", path = "aioc::policy::Verdict")]
pub type Verdict = Result<PolicyResult, Failure>;

/// A proposed tool call.
#[stability::frozen(since = "0.1.0-alpha.5", path = "aioc::policy::ToolPolicyInput", non_exhaustive)]
#[derive(Clone, Copy, Debug)]
pub struct ToolPolicyInput<'a, C> {
    /// The agent whose model proposes it.
    pub agent_name: &'a str,
    /// The tool.
    pub tool_name: &'a str,
    /// The arguments as the model wrote them.
    pub raw_arguments: &'a str,
    /// The arguments as the tool gets them.
    pub parsed_arguments: &'a Value,
    /// The application's context.
    pub run_context: &'a RunContext<C>,
    /// The turn of the run, from one.
    pub turn: u32,
}

/// A proposed hand-off.
#[stability::frozen(since = "0.1.0-alpha.5", path = "aioc::policy::HandoffPolicyInput", non_exhaustive)]
#[derive(Clone, Copy, Debug)]
pub struct HandoffPolicyInput<'a, C> {
    /// The agent whose model proposes it.
    pub from_agent_name: &'a str,
    /// The agent that would take over.
    pub to_agent_name: &'a str,
    /// What the model hands over.
    pub handoff_payload: &'a Value,
    /// The application's context.
    pub run_context: &'a RunContext<C>,
    /// The turn of the run, from one.
    pub turn: u32,
}

/// Decides about tool calls. Every `Fn(&ToolPolicyInput<C>) -> Verdict` is one.
#[stability::stable(since = "0.1.0-alpha.1", path = "aioc::policy::ToolPolicy")]
pub trait ToolPolicy<C>: Send + Sync {
    /// Whether the call is made.
    ///
    /// # Errors
    ///
    /// Whatever kept the policy from deciding; the call is denied.
    fn decide(&self, input: &ToolPolicyInput<'_, C>) -> Verdict;
}

impl<C, F> ToolPolicy<C> for F
where
    F: Fn(&ToolPolicyInput<'_, C>) -> Verdict + Send + Sync,
{
    fn decide(&self, input: &ToolPolicyInput<'_, C>) -> Verdict {
        self(input)
    }
}

/// Decides about hand-offs. Every `Fn(&HandoffPolicyInput<C>) -> Verdict` is one.
#[stability::stable(since = "0.1.0-alpha.1", path = "aioc::policy::HandoffPolicy")]
pub trait HandoffPolicy<C>: Send + Sync {
    /// Whether the other agent takes over.
    ///
    /// # Errors
    ///
    /// Whatever kept the policy from deciding; the hand-off is denied.
    fn decide(&self, input: &HandoffPolicyInput<'_, C>) -> Verdict;
}

impl<C, F> HandoffPolicy<C> for F
where
    F: Fn(&HandoffPolicyInput<'_, C>) -> Verdict + Send + Sync,
{
    fn decide(&self, input: &HandoffPolicyInput<'_, C>) -> Verdict {
        self(input)
    }
}

/// The policies of a run. Where one is missing, everything that it would decide about is denied.
#[stability::stable(since = "0.1.0-alpha.1", path = "aioc::policy::Policies")]
#[non_exhaustive]
pub struct Policies<C> {
    /// Decides about tool calls.
    pub tool: Option<Arc<dyn ToolPolicy<C>>>,
    /// Decides about hand-offs.
    pub handoff: Option<Arc<dyn HandoffPolicy<C>>>,
}

#[stability::stable(since = "0.1.0-alpha.1", path = "aioc::policy::Policies")]
impl<C> Policies<C> {
    /// No policies: everything is denied.
    pub fn new() -> Self {
        Self {
            tool: None,
            handoff: None,
        }
    }

    /// The same policies with this one for tool calls.
    #[must_use]
    pub fn with_tool_policy(mut self, policy: impl ToolPolicy<C> + 'static) -> Self {
        self.tool = Some(Arc::new(policy));
        self
    }

    /// The same policies with this one for hand-offs.
    #[must_use]
    pub fn with_handoff_policy(mut self, policy: impl HandoffPolicy<C> + 'static) -> Self {
        self.handoff = Some(Arc::new(policy));
        self
    }
}

impl<C> Default for Policies<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for Policies<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policies")
            .field("tool", &self.tool.is_some())
            .field("handoff", &self.handoff.is_some())
            .finish()
    }
}
