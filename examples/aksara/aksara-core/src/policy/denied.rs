//! The answer of a policy that does not allow.

use std::fmt;

use serde_json::{Value, json};

use super::engine::Access;
use super::principal::{Principal, PrincipalType};
use crate::guarantees::DENIED_FIELDS;
use crate::orm::Model;

/// A policy did not allow it.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::PolicyDenied")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyDenied {
    /// What kind of principal asked.
    pub principal: PrincipalType,
    /// For what.
    pub access: Access,
    /// To which model.
    pub model: String,
    /// The fields that are denied, sorted; none where the whole access is.
    pub denied_fields: Vec<String>,
    /// Why, for a person.
    #[evolving(note = "the text is for people; `denied_fields` is for programs")]
    pub reason: String,
}

impl PolicyDenied {
    pub(crate) fn new(
        principal: &Principal,
        access: Access,
        model: &Model,
        mut denied_fields: Vec<String>,
        reason: &str,
    ) -> Self {
        denied_fields.sort();
        Self {
            principal: principal.kind,
            access,
            model: model.name.clone(),
            denied_fields,
            reason: reason.to_owned(),
        }
    }
}

impl fmt::Display for PolicyDenied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (who, what) = (self.principal, self.access.as_str());
        write!(f, "{who:?} may not {what} `{}`: {}", self.model, self.reason)?;
        match self.denied_fields.as_slice() {
            [] => Ok(()),
            fields => write!(f, ": {}", fields.join(", ")),
        }
    }
}

impl std::error::Error for PolicyDenied {}

/// The body of the response to what was denied: `error`, `message`, `model` and `denied_fields`.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::policy_denied_to_error_payload")]
#[stability::implements(DENIED_FIELDS)]
pub fn policy_denied_to_error_payload(denied: &PolicyDenied) -> Value {
    json!({
        "error": "policy_denied",
        "message": denied.to_string(),
        "model": denied.model,
        "denied_fields": denied.denied_fields,
    })
}
