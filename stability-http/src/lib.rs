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

// Here, so that rustdoc shows its page beside the modules.
#[cfg(feature = "promises")]
stability::contract! {
    name = "Stability on HTTP",
    state = draft,
    scope = ">=0.1.0, <1.0.0",
    areas {
        #[cfg(feature = "server")]
        "Server" = [crate::server],
        #[cfg(feature = "client")]
        "Client" = [crate::client],
        #[cfg(feature = "openapi")]
        "OpenAPI" = [crate::openapi],
    },
    paths {
        "stability_http::client" = [
            crate::client::announcement,
            crate::client::deprecation,
            crate::client::layer,
            crate::client::link,
            crate::client::malformed,
            crate::client::observer,
            crate::client::reaction,
            crate::client::refusal,
            crate::client::route_name,
        ],
        "stability_http::openapi" = [crate::openapi::aide, crate::openapi::report, crate::openapi::utoipa],
        "stability_http::server" = [
            crate::server::accept,
            crate::server::future,
            crate::server::layer,
            crate::server::problems,
            crate::server::recorded,
            crate::server::service,
            crate::server::settings,
            crate::server::stamp,
            crate::server::unpromised,
            crate::server::usage,
            crate::server::wiring,
        ],
    },
}

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
