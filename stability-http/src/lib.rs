//! Promises of routes on HTTP.
//!
//! `#[stability::route(…)]` and `#[stability::deprecated_route(…)]` declare the promise of a route. This crate announces and reads such promises on HTTP:
//!
//! | module | feature | what it does |
//! |---|---|---|
//! | `server` | `server`, and `axum` or `actix` | a tower layer that announces deprecations, asks for consent, and counts the use of deprecated routes |
//! | `client` | `client`, and `reqwest-middleware` | reads what servers announce, warns, and refuses |
//! | `openapi` | `openapi`, and `utoipa` or `aide` | writes the promise of each route into an OpenAPI document, and compares both |
//!
//! The routes come from the registry of `stability`: `StabilityLayer::linked` and `Annotator::linked` need one of the
//! features `inventory` and `linkme`.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "client", feature = "openapi"))]
mod calendar;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "openapi")]
pub mod openapi;
#[cfg(feature = "promises")]
mod promises;
#[cfg(feature = "server")]
pub mod server;
#[cfg(any(feature = "client", feature = "server"))]
pub mod standards;
#[cfg(any(feature = "client", feature = "server"))]
mod steps;
#[cfg(any(feature = "client", feature = "server"))]
mod structured;

/// Functions for `stability-policy`; not part of the public API.
#[cfg(feature = "openapi")]
#[doc(hidden)]
pub mod __internal {
    pub use crate::openapi::compare::compare;
    pub use crate::openapi::document::{Operations, operations};
    pub use crate::openapi::edit::{Edit, set};
    pub use crate::openapi::owner::{Owners, Served, owners};
    pub use crate::openapi::promise::{Deprecated, RoutePromise};
}
