//! Who may do what to which rows and fields. Nothing is allowed that no grant allows.

mod denied;
mod enforce;
mod engine;
mod principal;

pub use denied::{PolicyDenied, policy_denied_to_error_payload};
pub use enforce::{enforce_payload_policy, enforce_request_payload_policy};
pub use engine::{Access, PolicyEngine};
pub use principal::{Principal, PrincipalType};
