//! Deciding which tools may be called.

use crate::tools::{ToolCall, ToolName};
use std::collections::BTreeSet;

/// What a sandbox decides about a call.
#[stability::stable(since = "0.84.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The call may be made.
    Allow,
    /// The call is not made, for this reason.
    Deny(String),
}

/// Decides about every call of a tool before it is made.
#[stability::stable(since = "0.84.0")]
#[stability::sealed(friends = ["nika-*"])]
pub trait Sandbox: Send + Sync {
    /// Whether the call may be made.
    fn judge(&self, call: &ToolCall) -> Verdict;
}

/// Denies every call; what an engine has until it is given another sandbox.
#[stability::stable(since = "0.84.0", forward_compatible)]
#[derive(Clone, Copy, Debug, Default)]
pub struct DenyAll;

#[stability::sealed]
impl Sandbox for DenyAll {
    fn judge(&self, _call: &ToolCall) -> Verdict {
        Verdict::Deny("the engine allows no tools".to_owned())
    }
}

/// Allows the tools on its list and denies every other.
#[stability::stable(since = "0.86.0")]
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct AllowList {
    allowed: BTreeSet<ToolName>,
}

#[stability::stable(since = "0.86.0")]
impl AllowList {
    /// An empty list: every call is denied.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same list with one more tool.
    #[must_use]
    pub fn allow(mut self, tool: impl Into<ToolName>) -> Self {
        self.allowed.insert(tool.into());
        self
    }
}

#[stability::sealed]
impl Sandbox for AllowList {
    fn judge(&self, call: &ToolCall) -> Verdict {
        if self.allowed.contains(&call.tool) {
            Verdict::Allow
        } else {
            Verdict::Deny("it is not on the list of allowed tools".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AllowList, DenyAll, Sandbox, Verdict};
    use crate::tools::ToolCall;

    fn allowed(sandbox: &dyn Sandbox, tool: &str) -> bool {
        sandbox.judge(&ToolCall::new(tool.into())) == Verdict::Allow
    }

    #[test]
    fn nothing_is_allowed_by_default() {
        assert!(!allowed(&DenyAll::new(), "nika:now"));
        assert!(!allowed(&AllowList::new(), "nika:now"));
    }

    #[test]
    fn a_list_allows_its_own_tools_only() {
        let list = AllowList::new().allow("nika:now");
        assert!(allowed(&list, "nika:now"));
        assert!(!allowed(&list, "nika:nowhere"));
    }
}
