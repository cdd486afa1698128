//! A layer that announces the promise of a route in its responses.
//!
//! [`StabilityLayer`] is a tower layer. On every response of a deprecated route, whatever its status, it sets
//! `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) and adds its `Link` (RFC 8288) beside others; it can require
//! `Accept-Stability` on routes below stable, and answer `410 Gone` after a sunset. It counts the use of deprecated routes. It
//! does not wrap bodies or box futures, and allocates nothing for a request that it lets through.
//!
//! # How it finds the route
//!
//! | where the layer is | how it knows |
//! |---|---|
//! | in `axum::Router::layer`, with the feature `axum` | axum's `MatchedPath`, below the prefixes of [`mount`](StabilityLayer::mount) |
//! | around any service, also one behind a catch-all such as `/{*rest}` | the list of everything that is served: [`served`](StabilityLayer::served) |
//! | in an application of actix-web 4, with the feature `actix` | its match pattern: the module `actix` |
//! | around a router that has the layer's [`bridge`](StabilityLayer::bridge) inside | what the bridge left on the response |
//!
//! Promised routes alone are not enough: `/users/{id}` also matches `/users/me`, which may not be promised. So around a service,
//! the layer needs the list of all routes. Without any of these sources, the layer does nothing. If there is a list and a
//! `MatchedPath`, the list decides, because `MatchedPath` does not say which route a service behind `/{*rest}` or `/{page}`
//! serves. If axum has removed the prefix of a `nest` from the path, the layer adds it again.
//!
//! `HEAD` counts as `GET`. If the path is served but the method is not (405), the response has the headers of the routes of the
//! path, if all of them have the same deprecation. Doubled braces in a template, such as `/{{x}}`, are literal braces.
//!
//! # Checking that it sees its routes
//!
//! A layer in the wrong place lets every request through. Four checks find that out:
//!
//! | what | when | finds |
//! |---|---|---|
//! | [`check_routes`](StabilityLayer::check_routes) | when the program starts, or in a test | a promise that is not served, a route without a promise, a prefix without [`mount`](StabilityLayer::mount) |
//! | [`check_wiring`](StabilityLayer::check_wiring) | when the program starts, or in a test | a layer that was added before the routes or before some methods of a path, a nested layer without [`mount`](StabilityLayer::mount), a mount without the layer, a forgotten bridge |
//! | [`Unpromised`] | at each request | a path without a promise, and a method that `any()` serves without a promise |
//! | [`Usage::never_matched`] | after tests, or in production | a promised route without requests |
//!
//! [`check_wiring`](StabilityLayer::check_wiring) runs no handler, so it cannot try methods. If it gets the `axum::Router` with the
//! layer, it sees the methods that pass the layer. If that router is inside another service, it reports the promised methods of
//! a path with several methods as not checked.
//!
//! In addition, the layer reports once if the first request does not match a promised route
//! ([`on_unpromised`](StabilityLayer::on_unpromised), and a warning with the feature `tracing`).
//!
//! axum does not list the routes of a router, so the list for [`check_routes`](StabilityLayer::check_routes) comes from
//! `RecordedRouter` (feature `axum`), or from the OpenAPI document of a router that takes only `utoipa_axum::routes!`.
//! [`Unpromised::Refuse`] refuses requests to routes that are not in it.
//!
//! # Methods without a promise
//!
//! A promise is about one method. `any()` and `route_service` serve all methods of a path, so a request by another method than
//! the promised one passes the gate and has no headers, unless [`Unpromised::Refuse`] answers it by 405.
//!
//! # Rewritten paths
//!
//! A layer with [`served`](StabilityLayer::served) looks at the path that it gets. A layer that rewrites paths, such as
//! `NormalizePath` of tower-http, must be *around* it. *Inside* of it, a request to `/beta/` is not `/beta` for this layer, and
//! reaches the handler of `/beta` without the gate and without headers ([`Unpromised::Refuse`] refuses it). A layer in
//! `Router::layer` runs after routing, so the rewriting layer must be around the router.
//!
//! ```
//! # #[cfg(feature = "axum")] {
//! use axum::Router;
//! use axum::routing::get;
//! use stability_http::server::StabilityLayer;
//! use tower::Layer as _;
//! # // In place of tower-http's.
//! # struct NormalizePathLayer;
//! # impl NormalizePathLayer { fn trim_trailing_slash() -> tower::layer::util::Identity { tower::layer::util::Identity::new() } }
//!
//! let router = Router::new().route("/beta", get(async || "beta"));
//! let stability = StabilityLayer::new([]).served([("GET", "/beta")]).unwrap();
//! // From inside out: the routes, what is promised of them, and the path as both see it.
//! let app = NormalizePathLayer::trim_trailing_slash().layer(stability.layer(router));
//! let app: Router = Router::new().fallback_service(app);
//! # }
//! ```
//!
//! [`standards`](crate::standards) lists the deliberate differences from the standards.
//!
//! # Limits
//!
//! `Router::layer` covers the routes that were added before the call. It does not know the route of the 404 fallback and of
//! services under `nest_service`. To get headers on the response to a panic, put `CatchPanicLayer` inside of this layer. The layer
//! does not see responses of middleware around it, or errors that a service returns instead of a response.

mod accept;
#[cfg(feature = "actix")]
pub mod actix;
#[cfg(feature = "axum")]
mod coverage;
mod future;
mod layer;
#[cfg(feature = "axum")]
mod matched;
mod probe;
mod problem;
mod problems;
#[cfg(feature = "axum")]
mod recorded;
mod service;
mod settings;
mod shared;
mod stamp;
mod table;
mod unpromised;
mod usage;
mod wiring;

pub use self::accept::{ACCEPT_STABILITY, Consent};
pub use self::future::ResponseFuture;
pub use self::layer::StabilityLayer;
pub use self::problems::{RouteErrors, RouteProblem};
#[cfg(feature = "axum")]
pub use self::recorded::RecordedRouter;
pub use self::service::{FromText, MakeBody, StabilityService};
pub use self::settings::{Gate, PastSunset, Unpromised};
pub use self::stamp::{DEPRECATION, SUNSET};
pub use self::unpromised::{UnpromisedReason, UnpromisedRequest};
pub use self::usage::{Count, Usage, Use};
