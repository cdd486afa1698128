//! Why a call gave no answer.

use http::StatusCode;
use serde::Deserialize;
use stability::Tier;
use stability::route::Route;
use stability_http::client::Refused;

/// Why a call gave no answer.
#[stability::stable(since = "0.7.0", path = "ornn_sdk::Error")]
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Requests cannot be sent to the address of the registry.
    #[error("`{0}` is no address of a registry: write it as in `https://ornn.example`")]
    Address(String),
    /// This can be no name: in a path it would lead elsewhere. Nothing was sent.
    #[stable(since = "0.9.0")]
    #[error("`{0}` is no name: in a path it would lead elsewhere")]
    Parameter(String),
    /// The call needs consent to weaker promises. Nothing was sent.
    #[stable(since = "0.8.0")]
    #[error("`{route}` is {}: accept that by `Client::builder(…).accept_stability(Tier::{:?})`", route.tier, route.tier)]
    #[non_exhaustive]
    ConsentMissing {
        /// The route behind the call.
        route: Route,
        /// What the client accepts.
        accepted: Tier,
    },
    /// The observer was told to refuse such answers. The registry has done what it was asked for, and the answer is here.
    #[stable(since = "0.8.0")]
    #[error(transparent)]
    Refused(Box<Refused<reqwest::Response>>),
    /// The registry says what is wrong.
    #[error("{}: {}", .0.title, .0.detail)]
    Problem(Box<Problem>),
    /// The registry, or something on the way to it, answered with this status and no word that can be read.
    #[error("the registry answered {0}")]
    Status(StatusCode),
    /// No answer came, or none that can be read.
    #[error(transparent)]
    Transport(reqwest_middleware::Error),
}

/// What is wrong, in the words of the registry.
#[stability::stable(since = "0.7.0", path = "ornn_sdk::Problem")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The HTTP status in words.
    pub title: String,
    /// What went wrong with this request, for people.
    pub detail: String,
    /// What has to be accepted for the call: `beta` or `experimental`.
    #[stable(since = "0.8.0")]
    pub required_stability: Option<String>,
}

impl From<reqwest_middleware::Error> for Error {
    fn from(error: reqwest_middleware::Error) -> Self {
        let reqwest_middleware::Error::Middleware(error) = error else {
            return Self::Transport(error);
        };
        match error.downcast::<Refused<reqwest::Response>>() {
            Ok(refused) => Self::Refused(Box::new(refused)),
            Err(error) => Self::Transport(reqwest_middleware::Error::Middleware(error)),
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error.into())
    }
}
