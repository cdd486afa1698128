//! The one shape in which every tool call and hand-off is answered.

use crate::guarantees::{ALLOW_ENVELOPE, NORMALIZED_ENVELOPE, PUBLIC_REASON_FOR_MODELS, SOFT_DENY_ENVELOPE};
use crate::policy::PolicyResult;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The text for a denied caller if the policy has none.
const PUBLIC_REASON: &str = "Action not allowed.";

/// How a call went.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was allowed and made.
    Ok,
    /// It was denied and not made.
    Denied,
}

/// The answer to a tool call or hand-off. On the wire all four fields are always there, `null` where they say nothing.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ToolResultEnvelope {
    /// How it went.
    pub status: Outcome,
    /// The policy's reason, where it was denied.
    pub code: Option<String>,
    /// What the model and the user may know of it, where it was denied.
    pub public_reason: Option<String>,
    /// What the tool returned, or that the hand-off was accepted.
    pub data: Value,
}

#[stability::frozen(since = "0.1.0-alpha.5")]
#[stability::implements(NORMALIZED_ENVELOPE, ALLOW_ENVELOPE, SOFT_DENY_ENVELOPE, PUBLIC_REASON_FOR_MODELS)]
impl ToolResultEnvelope {
    /// The answer to a call that was allowed.
    pub fn ok(data: Value) -> Self {
        Self {
            status: Outcome::Ok,
            code: None,
            public_reason: None,
            data,
        }
    }

    /// The answer to a call that the policy denied.
    pub fn denied(policy_result: &PolicyResult) -> Self {
        let public = policy_result.public_reason.as_deref().map(str::trim);
        let public = public.filter(|words| !words.is_empty()).unwrap_or(PUBLIC_REASON);
        Self {
            status: Outcome::Denied,
            code: Some(policy_result.reason.clone()),
            public_reason: Some(public.to_owned()),
            data: Value::Null,
        }
    }
}
