//! The gate before every call: what is not explicitly allowed is denied, for a reason that is always the same.

use crate::guarantees::{DEFAULT_DENY, DETERMINISTIC_DENY_REASONS};
use crate::policy::{
    INVALID_POLICY_RESULT, InvalidPolicyResult, POLICY_ERROR, POLICY_NOT_CONFIGURED, PolicyResult, Verdict, deny,
};
use serde_json::{Map, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Asks the policy, where there is one.
#[stability::implements(DEFAULT_DENY, DETERMINISTIC_DENY_REASONS)]
pub(crate) fn judge(policy: Option<impl FnOnce() -> Verdict>) -> PolicyResult {
    let Some(policy) = policy else {
        return deny(POLICY_NOT_CONFIGURED);
    };
    // What a panicking policy leaves behind is its own; the gate shares nothing with it that it could break.
    let Ok(verdict) = catch_unwind(AssertUnwindSafe(policy)) else {
        return denied(POLICY_ERROR, "the policy panicked");
    };
    match verdict.and_then(|result| Ok(result.checked()?)) {
        Ok(result) => result,
        Err(error) if error.is::<InvalidPolicyResult>() => denied(INVALID_POLICY_RESULT, &error.to_string()),
        Err(error) => denied(POLICY_ERROR, &error.to_string()),
    }
}

/// A denial of the gate's own; the cause is for the record, since the words of an error promise nothing.
fn denied(reason: &str, cause: &str) -> PolicyResult {
    let metadata = Map::from_iter([("errorMessage".to_owned(), Value::from(cause))]);
    deny(reason).with_metadata(metadata)
}
