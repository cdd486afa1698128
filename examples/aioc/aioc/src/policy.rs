//! Deciding which tool calls and hand-offs are made.

mod input;

pub use input::{HandoffPolicy, HandoffPolicyInput, Policies, ToolPolicy, ToolPolicyInput, Verdict};

use crate::guarantees::POLICY_RESULT_SHAPE;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The reason of a denial where no policy was given.
#[stability::frozen(since = "0.1.0-alpha.5")]
pub const POLICY_NOT_CONFIGURED: &str = "policy_not_configured";

/// The reason of a denial where the policy failed or panicked.
#[stability::frozen(since = "0.1.0-alpha.5")]
pub const POLICY_ERROR: &str = "policy_error";

/// The reason of a denial where the policy gave no valid result.
#[stability::frozen(since = "0.1.0-alpha.5")]
pub const INVALID_POLICY_RESULT: &str = "invalid_policy_result";

/// What a policy decides.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The call is made.
    Allow,
    /// The call is not made.
    Deny,
}

/// What a denial does to the run.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DenyMode {
    /// The run fails with a typed error.
    #[default]
    Throw,
    /// The model gets a denied envelope, and the run goes on.
    ToolResult,
}

/// What a policy decides, and why.
#[stability::frozen(since = "0.1.0-alpha.5", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyResult {
    /// Whether the call is made.
    pub decision: Decision,
    /// Why, for the audit: the same words for the same cause. A blank reason is no valid result.
    #[frozen(since = "0.1.0-alpha.5", into)]
    pub reason: String,
    /// What the model and the user may know of a denial.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_reason: Option<String>,
    /// What a denial does to the run; [`DenyMode::Throw`] by default.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deny_mode: Option<DenyMode>,
    /// The version of the policy, for the record.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<String>,
    /// More for the record.
    #[frozen(since = "0.1.0-alpha.5", default, into)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

/// A result that allows the call.
#[stability::frozen(since = "0.1.0-alpha.5")]
pub fn allow(reason: impl Into<String>) -> PolicyResult {
    PolicyResult::new(Decision::Allow, reason)
}

/// A result that denies the call.
#[stability::frozen(since = "0.1.0-alpha.5")]
pub fn deny(reason: impl Into<String>) -> PolicyResult {
    PolicyResult::new(Decision::Deny, reason)
}

#[stability::stable(since = "0.1.0-alpha.1")]
impl PolicyResult {
    /// Reads what a policy outside this program decided.
    ///
    /// A policy that returns this error denies the call with [`INVALID_POLICY_RESULT`].
    ///
    /// ```
    /// use aioc::policy::PolicyResult;
    ///
    /// let result = PolicyResult::from_json(r#"{"decision":"deny","reason":"not_on_call","denyMode":"tool_result"}"#);
    /// assert_eq!(result.unwrap().reason, "not_on_call");
    /// assert!(PolicyResult::from_json(r#"{"decision":"perhaps","reason":"unsure"}"#).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is no JSON, a required field is missing, a field has another type, or the reason is blank.
    pub fn from_json(text: &str) -> Result<Self, InvalidPolicyResult> {
        let invalid = |error: serde_json::Error| InvalidPolicyResult {
            message: error.to_string(),
        };
        serde_json::from_str::<Self>(text).map_err(invalid)?.checked()
    }
}

#[stability::implements(POLICY_RESULT_SHAPE)]
impl PolicyResult {
    /// Refuses what no audit could use.
    pub(crate) fn checked(self) -> Result<Self, InvalidPolicyResult> {
        if self.reason.trim().is_empty() {
            return Err(InvalidPolicyResult {
                message: "the reason is blank".to_owned(),
            });
        }
        Ok(self)
    }
}

/// Why something is no [`PolicyResult`].
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no valid policy result: {message}")]
pub struct InvalidPolicyResult {
    /// What is wrong with it.
    pub message: String,
}
