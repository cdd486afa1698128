//! Routes on HTTP: every response says what is promised of its route.
//!
//! [`StabilityLayer`] is a tower layer. On every response of a deprecated route, whatever its status, it sets
//! `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) and adds its `Link` (RFC 8288) beside others; it can ask for
//! `Accept-Stability` on routes that are not for everyone, answer `410 Gone` after a sunset, and it counts the use of what
//! is deprecated. It wraps no body, boxes no future, and allocates nothing of its own for a request that it lets through.
//!
//! # Which route answers
//!
//! | where the layer stands | how it knows |
//! |---|---|
//! | in `axum::Router::layer`, with the feature `axum` | axum's `MatchedPath`, below the prefixes of [`mount`](StabilityLayer::mount) |
//! | around any service | the list of everything that is served: [`served`](StabilityLayer::served) |
//! | in an application of actix-web 4, with the feature `actix` | its match pattern: the module `actix` |
//! | around a router that has the layer's [`bridge`](StabilityLayer::bridge) inside | what the bridge left on the response |
//!
//! A matcher that knew only the promised routes would lie: `/users/{id}` is also the path of a `/users/me` of which nothing
//! is promised. So around a service the whole list is needed, and without any of these the layer does nothing.
//!
//! `HEAD` counts as `GET`. Where a path is served and the method refused (405), the headers are those of the path's
//! routes if all of them are deprecated in the same words.
//!
//! Where the layer differs from the standards on purpose, [`standards`](crate::standards) says so.
//!
//! # What it cannot see
//!
//! `Router::layer` covers the routes added before the call, and neither the 404 fallback nor what is under
//! `nest_service`. A panic is stamped where it was made a response inside: put `CatchPanicLayer` inside of this layer.
//! Responses of middleware further out, and errors that a service returns instead of a response, are not its own.

mod accept;
#[cfg(feature = "actix")]
pub mod actix;
mod future;
mod layer;
mod problem;
mod problems;
mod service;
mod stamp;
mod table;
mod usage;

pub use self::accept::{ACCEPT_STABILITY, Consent};
pub use self::future::ResponseFuture;
pub use self::layer::{Gate, PastSunset, StabilityLayer};
pub use self::problems::{RouteErrors, RouteProblem};
pub use self::service::{FromText, MakeBody, StabilityService};
pub use self::stamp::{DEPRECATION, SUNSET};
pub use self::usage::{Count, Usage, Use};
