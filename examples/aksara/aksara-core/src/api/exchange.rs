//! A request and its response, whatever carried them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::error::Error;
use crate::policy::policy_denied_to_error_payload;

/// A request.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Request")]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: String,
    /// The path, without what follows a `?`.
    pub path: String,
    /// What follows it: names and values.
    pub query: Vec<(String, String)>,
    /// Headers, their names in small letters.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Option<Value>,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::api::Request")]
impl Request {
    /// A request to a path, which may have a query: `/book/?ordering=-title`. Nothing in it is decoded.
    pub fn new(method: impl Into<String>, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        };
        Self {
            method: method.into(),
            path: path.to_owned(),
            query: query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect(),
            ..Self::default()
        }
    }

    /// With a body.
    #[must_use]
    pub fn with_body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// With a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_lowercase(), value.into());
        self
    }
}

/// A response.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Response")]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// The status code of RFC 9110.
    pub status: u16,
    /// The body.
    pub body: Value,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::api::Response")]
impl Response {
    /// A response with this status code and body.
    pub fn new(status: u16, body: Value) -> Self {
        Self { status, body }
    }
}

impl Response {
    /// The answer to what failed. Internal details are shown only if `debug` is on.
    pub(super) fn of(error: &Error, debug: bool) -> Self {
        let status = match error {
            Error::Denied(denied) => return Self::new(403, policy_denied_to_error_payload(denied)),
            Error::Credential(_) => 401,
            Error::DoesNotExist { .. } | Error::NotFound { .. } => 404,
            Error::Invalid { .. } | Error::UnknownField { .. } => 400,
            Error::Database(rusqlite::Error::SqliteFailure(failure, _))
                if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                409
            }
            _ => 500,
        };
        let message = if status == 500 && !debug {
            error.code().to_string()
        } else {
            error.to_string()
        };
        Self::new(status, json!({ "error": error.code().to_string(), "message": message }))
    }
}
