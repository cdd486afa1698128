//! Enforcement on the way in.

use super::denied::PolicyDenied;
use super::engine::{Access, PolicyEngine};
use super::principal::Principal;
use crate::api::Request;
use crate::error::{Error, Result};
use crate::guarantees::{DEFAULT_DENY, DENIED_FIELDS};
use crate::orm::{Model, Record};

/// Hands a payload on that the principal may write.
///
/// # Errors
///
/// [`PolicyDenied`] with the fields that are denied.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::enforce_payload_policy")]
#[stability::implements(DEFAULT_DENY, DENIED_FIELDS)]
pub fn enforce_payload_policy(
    engine: &PolicyEngine,
    principal: &Principal,
    model: &Model,
    payload: Record,
) -> Result<Record, PolicyDenied> {
    engine.validate_payload(principal, model, &payload)?;
    Ok(payload)
}

/// Hands the body of a request on as a payload that the principal may write.
///
/// # Errors
///
/// [`Error::Denied`], or [`Error::Invalid`] where the body is no object. Who may not write learns nothing of the body.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::enforce_request_payload_policy")]
pub fn enforce_request_payload_policy(
    engine: &PolicyEngine,
    principal: &Principal,
    model: &Model,
    request: &Request,
) -> Result<Record> {
    if !engine.can(principal, Access::Write, model) {
        return Err(PolicyDenied::new(principal, Access::Write, model, Vec::new(), "no grant allows it").into());
    }
    let payload = request.body.as_ref().and_then(|body| body.as_object()).cloned();
    let payload = payload.ok_or_else(|| Error::invalid(&model.name, "takes an object as the body"))?;
    Ok(enforce_payload_policy(engine, principal, model, payload)?)
}
