//! Credentials of AI clients: their signature, scopes, audience, tenant, expiration.

mod bearer;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::guarantees::{CREDENTIAL_AUDIENCE, CREDENTIAL_EXPIRES, CREDENTIAL_TENANT};
use crate::policy::Principal;

pub use bearer::BearerCredentials;

/// What a credential says, under the names of RFC 7519 and RFC 8693, and `tenant`.
#[stability::stable(since = "0.5.0", path = "aksara_core::credential::McpCredentialClaims")]
#[allow(
    clippy::unsafe_derive_deserialize,
    reason = "the statement that a method implements a guarantee is in the method"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct McpCredentialClaims {
    /// Who.
    #[stable(since = "0.5.0")]
    pub sub: String,
    /// For which servers.
    #[stable(since = "0.5.0")]
    pub aud: Vec<String>,
    /// For what: scopes with spaces between, such as `book:read book:write`.
    #[stable(since = "0.5.0")]
    #[serde(default)]
    pub scope: String,
    /// For which tenant.
    #[stable(since = "0.5.0")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// Until when, in seconds since 1970-01-01 in UTC.
    #[stable(since = "0.5.0")]
    pub exp: u64,
}

/// Why a credential is not good for what is wanted.
#[stability::stable(since = "0.5.0", path = "aksara_core::credential::CredentialError")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialError {
    /// It has no such scope.
    MissingScope(String),
    /// It is for other servers.
    WrongAudience(String),
    /// It is for another tenant, or for none.
    WrongTenant(String),
    /// It was good until this second.
    Expired(u64),
    /// It is no token of the form that is taken.
    Malformed(String),
    /// Its signature is not that of this project.
    WrongSignature,
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingScope(scope) => write!(f, "the credential has no scope `{scope}`"),
            Self::WrongAudience(audience) => write!(f, "the credential is not for `{audience}`"),
            Self::WrongTenant(tenant) => write!(f, "the credential is not for the tenant `{tenant}`"),
            Self::Expired(exp) => write!(f, "the credential was good until second {exp}"),
            Self::Malformed(reason) => write!(f, "the credential is not valid: {reason}"),
            Self::WrongSignature => f.write_str("the credential is signed by someone else"),
        }
    }
}

impl std::error::Error for CredentialError {}

#[stability::stable(since = "0.5.0", path = "aksara_core::credential::McpCredentialClaims")]
impl McpCredentialClaims {
    /// A credential for one server, until a second, without scope and tenant.
    pub fn new(sub: impl Into<String>, audience: impl Into<String>, exp: u64) -> Self {
        Self {
            sub: sub.into(),
            aud: vec![audience.into()],
            scope: String::new(),
            tenant: None,
            exp,
        }
    }

    /// Its scopes.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scope.split_ascii_whitespace()
    }

    /// Refuses where the scope is missing.
    pub fn require_scope(&self, scope: &str) -> Result<(), CredentialError> {
        let has = self.scopes().any(|one| one == scope);
        has.then_some(())
            .ok_or_else(|| CredentialError::MissingScope(scope.to_owned()))
    }

    /// Refuses where it is for other servers.
    #[stability::implements(CREDENTIAL_AUDIENCE)]
    pub fn require_audience(&self, audience: &str) -> Result<(), CredentialError> {
        let is_for = self.aud.iter().any(|one| one == audience);
        is_for
            .then_some(())
            .ok_or_else(|| CredentialError::WrongAudience(audience.to_owned()))
    }

    /// Refuses where it is for another tenant, or for none.
    #[stability::implements(CREDENTIAL_TENANT)]
    pub fn require_tenant(&self, tenant: &str) -> Result<(), CredentialError> {
        let is_for = self.tenant.as_deref() == Some(tenant);
        is_for
            .then_some(())
            .ok_or_else(|| CredentialError::WrongTenant(tenant.to_owned()))
    }

    /// Refuses from the second `exp` on.
    #[stability::implements(CREDENTIAL_EXPIRES)]
    pub fn require_unexpired(&self, now: u64) -> Result<(), CredentialError> {
        (now < self.exp).then_some(()).ok_or(CredentialError::Expired(self.exp))
    }
}

/// The agent that a credential represents, of the credential's tenant and with its scopes.
///
/// # Errors
///
/// [`CredentialError`] where it is expired at `now`, or for other servers than `audience`.
#[stability::stable(since = "0.5.0", path = "aksara_core::credential::principal_from_mcp_claims")]
pub fn principal_from_mcp_claims(
    claims: &McpCredentialClaims,
    audience: &str,
    now: u64,
) -> Result<Principal, CredentialError> {
    claims.require_unexpired(now)?;
    claims.require_audience(audience)?;
    let agent = Principal::ai_agent(&claims.sub, claims.scopes());
    Ok(match &claims.tenant {
        Some(tenant) => agent.with_tenant(tenant),
        None => agent,
    })
}

#[cfg(test)]
mod tests {
    use super::{CredentialError, McpCredentialClaims, principal_from_mcp_claims};
    use crate::guarantees::{CREDENTIAL_AUDIENCE, CREDENTIAL_EXPIRES, CREDENTIAL_TENANT};

    fn claims() -> McpCredentialClaims {
        McpCredentialClaims {
            scope: "book:read  book:write".to_owned(),
            tenant: Some("acme".to_owned()),
            ..McpCredentialClaims::new("robot", "https://books.example", 100)
        }
    }

    #[test]
    fn a_credential_becomes_an_agent() {
        let agent = principal_from_mcp_claims(&claims(), "https://books.example", 99).unwrap();
        assert_eq!((agent.id.as_str(), agent.tenant.as_deref()), ("robot", Some("acme")));
        assert_eq!(agent.scopes, ["book:read", "book:write"]);
        assert!(claims().require_scope("book:write").is_ok());
        // A scope is the whole word.
        let missing = CredentialError::MissingScope("book:".to_owned());
        assert_eq!(claims().require_scope("book:"), Err(missing));
    }

    #[test]
    #[stability::upholds(CREDENTIAL_EXPIRES)]
    fn a_credential_ends_with_its_last_second() {
        let refused = principal_from_mcp_claims(&claims(), "https://books.example", 100);
        assert_eq!(refused, Err(CredentialError::Expired(100)));
    }

    #[test]
    #[stability::upholds(CREDENTIAL_AUDIENCE)]
    fn a_credential_for_another_server_is_refused() {
        let refused = principal_from_mcp_claims(&claims(), "https://books.example.org", 1);
        assert!(matches!(refused, Err(CredentialError::WrongAudience(_))));
    }

    #[test]
    #[stability::upholds(CREDENTIAL_TENANT)]
    fn a_credential_is_bound_to_its_tenant() {
        assert!(claims().require_tenant("acme").is_ok());
        assert!(claims().require_tenant("other").is_err());
        let without = McpCredentialClaims {
            tenant: None,
            ..claims()
        };
        assert!(without.require_tenant("acme").is_err());
    }
}
