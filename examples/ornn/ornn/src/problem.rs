//! What every refusal and failure looks like: problem details of RFC 9457.

use std::fmt;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

use crate::store::StoreError;

/// Why a request was not done as asked.
#[stability::stable(since = "0.7.0")]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URI that names the kind of problem; `about:blank` where the HTTP status says it all.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The HTTP status in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong with this request. The text is for people and may change.
    pub detail: String,
}

impl Problem {
    /// A problem of that status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: detail.into(),
        }
    }

    /// There is no such thing.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("There is no {what}."))
    }

    /// There is such a thing already.
    pub fn conflict(what: impl fmt::Display) -> Self {
        Self::new(StatusCode::CONFLICT, format!("There is a {what} already."))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let problem = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, problem);
        response
    }
}

/// What went wrong inside stays inside.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The registry could not answer.")
    }
}

/// How operations of the document name their problems.
macro_rules! problems {
    ($($name:ident: $status:tt, $description:tt;)*) => {$(
        #[doc = $description]
        #[derive(Debug, IntoResponses)]
        #[response(status = $status, description = $description, content_type = "application/problem+json")]
        pub struct $name(pub Problem);
    )*};
}

problems! {
    Malformed: 400, "A parameter, the query or the body is malformed.";
    NotFound: 404, "There is no such thing.";
    NotAcceptable: 406, "The route asks for more consent than the request gives.";
    Conflict: 409, "There is one already.";
    Gone: 410, "The route is past its sunset.";
    NotJson: 415, "The body is not sent as `application/json`.";
    Unprocessable: 422, "The body is JSON, and a member of it is not as it should be.";
}
