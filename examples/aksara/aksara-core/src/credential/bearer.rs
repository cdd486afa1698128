//! Credentials as bearer tokens: JSON Web Tokens (RFC 7519) that are signed by HMAC-SHA256 (`HS256` of RFC 7518).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::Sha256;

use super::{CredentialError, McpCredentialClaims, principal_from_mcp_claims};
use crate::api::{Authentication, Request};
use crate::error::Result;
use crate::guarantees::CREDENTIAL_SIGNED;
use crate::policy::Principal;

/// Takes the credential in `authorization: Bearer …`.
#[stability::stable(since = "0.6.0", path = "aksara_core::credential::BearerCredentials")]
pub struct BearerCredentials {
    key: Vec<u8>,
    audience: String,
    now: fn() -> u64,
}

#[stability::stable(since = "0.6.0", path = "aksara_core::credential::BearerCredentials")]
impl BearerCredentials {
    /// Takes tokens that are signed with `key` and name this audience; `now` is the second since 1970-01-01 in UTC.
    pub fn new(key: impl Into<Vec<u8>>, audience: impl Into<String>, now: fn() -> u64) -> Self {
        Self {
            key: key.into(),
            audience: audience.into(),
            now,
        }
    }
}

impl fmt::Debug for BearerCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key is nobody's to see.
        f.debug_struct("BearerCredentials")
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}

impl Authentication for BearerCredentials {
    #[stability::implements(CREDENTIAL_SIGNED)]
    fn authenticate(&self, request: &Request) -> Result<Option<Principal>> {
        let Some(token) = request
            .headers
            .get("authorization")
            .and_then(|header| header.strip_prefix("Bearer "))
        else {
            return Ok(None);
        };
        let payload = verified(token.trim(), &self.key)?;
        let claims: McpCredentialClaims = serde_json::from_slice(&payload).map_err(malformed)?;
        Ok(Some(principal_from_mcp_claims(&claims, &self.audience, (self.now)())?))
    }
}

#[stability::stable(since = "0.6.0", path = "aksara_core::credential::McpCredentialClaims")]
impl McpCredentialClaims {
    /// The claims as a bearer token that is signed with `key`.
    pub fn sign(&self, key: &[u8]) -> Result<String, CredentialError> {
        let payload = serde_json::to_vec(self).map_err(malformed)?;
        let signed = format!("{}.{}", BASE64.encode(HEADER), BASE64.encode(payload));
        let signature = mac(key)?.chain_update(&signed).finalize().into_bytes();
        Ok(format!("{signed}.{}", BASE64.encode(signature)))
    }
}

const HEADER: &str = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

/// What the header of a token says. Of the algorithms, one is taken: a token cannot choose a weaker one.
#[derive(Deserialize)]
struct Header {
    alg: String,
}

/// The payload of a token whose signature is right.
fn verified(token: &str, key: &[u8]) -> Result<Vec<u8>, CredentialError> {
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        return Err(malformed("a token has three parts"));
    };
    let decoded = |part: &str| BASE64.decode(part).map_err(malformed);
    let Header { alg } = serde_json::from_slice(&decoded(header)?).map_err(malformed)?;
    if alg != "HS256" {
        return Err(malformed(format!("`{alg}` is not taken, `HS256` is")));
    }
    let mac = mac(key)?.chain_update(header).chain_update(".").chain_update(payload);
    mac.verify_slice(&decoded(signature)?)
        .map_err(|_| CredentialError::WrongSignature)?;
    decoded(payload)
}

fn mac(key: &[u8]) -> Result<Hmac<Sha256>, CredentialError> {
    Hmac::new_from_slice(key).map_err(malformed)
}

fn malformed(reason: impl fmt::Display) -> CredentialError {
    CredentialError::Malformed(reason.to_string())
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::{BASE64, BearerCredentials, verified};
    use crate::api::{Authentication as _, Request};
    use crate::credential::{CredentialError, McpCredentialClaims};
    use crate::error::Error;
    use crate::guarantees::CREDENTIAL_SIGNED;
    use crate::policy::Principal;

    /// The example of RFC 7515, appendix A.1.
    #[test]
    fn the_token_of_the_standard_is_verified() {
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
            dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let payload = verified(token, &BASE64.decode(key).unwrap()).unwrap();
        assert!(String::from_utf8(payload).unwrap().contains("\"iss\":\"joe\""));
    }

    fn asked(header: &str) -> Result<Option<Principal>, Error> {
        let credentials = BearerCredentials::new("key", "books", || 50);
        credentials.authenticate(&Request::new("GET", "/").with_header("Authorization", header))
    }

    #[test]
    #[stability::upholds(CREDENTIAL_SIGNED)]
    fn a_token_is_taken_by_its_signature_alone() {
        let claims = McpCredentialClaims::new("robot", "books", 60);
        let token = claims.sign(b"key").unwrap();
        assert_eq!(asked(&format!("Bearer {token}")).unwrap().unwrap().id, "robot");
        let other = claims.sign(b"another").unwrap();
        let refused = asked(&format!("Bearer {other}"));
        assert!(
            matches!(refused, Err(Error::Credential(CredentialError::WrongSignature))),
            "{refused:?}"
        );
        // The payload of one with the signature of another.
        let forged = McpCredentialClaims::new("root", "books", 60).sign(b"another").unwrap();
        let mut parts: Vec<&str> = forged.split('.').collect();
        parts[2] = token.rsplit('.').next().unwrap();
        assert!(matches!(
            asked(&format!("Bearer {}", parts.join("."))),
            Err(Error::Credential(_))
        ));
        let none = format!("{}.{}.", BASE64.encode("{\"alg\":\"none\"}"), parts[1]);
        for header in [format!("Bearer {none}"), "Bearer ".to_owned(), "Bearer a.b".to_owned()] {
            let refused = asked(&header);
            assert!(
                matches!(refused, Err(Error::Credential(CredentialError::Malformed(_)))),
                "{header}: {refused:?}"
            );
        }
        assert!(asked("Basic x").unwrap().is_none());
    }
}
