//! Routes on HTTP: every response says what is promised of its route.
//!
//! [`StabilityLayer`] is a tower layer. On every response of a deprecated route, whatever its status, it sets
//! `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) and adds its `Link` (RFC 8288) beside others; it can ask for
//! `Accept-Stability` on routes that are not for everyone, answer `410 Gone` after a sunset, and it counts the use of what
//! is deprecated. It wraps no body, boxes no future, and allocates nothing of its own for a request that it lets through.
//!
//! # Which route answers
//!
//! | where the layer is | how it knows |
//! |---|---|
//! | in `axum::Router::layer`, with the feature `axum` | axum's `MatchedPath`, below the prefixes of [`mount`](StabilityLayer::mount) |
//! | around any service, also one behind a catch-all such as `/{*rest}` | the list of everything that is served: [`served`](StabilityLayer::served) |
//! | in an application of actix-web 4, with the feature `actix` | its match pattern: the module `actix` |
//! | around a router that has the layer's [`bridge`](StabilityLayer::bridge) inside | what the bridge left on the response |
//!
//! A matcher that knew only the promised routes would lie: `/users/{id}` is also the path of a `/users/me` of which nothing
//! is promised. So around a service the whole list is needed, and without any of these the layer does nothing. Where there
//! are both, the list decides, because `MatchedPath` does not say which route a service behind `/{*rest}` or `/{page}`
//! serves. Where axum has taken the prefix of a `nest` from the path, the two are put together.
//!
//! `HEAD` counts as `GET`. Where a path is served and the method refused (405), the headers are those of the path's
//! routes if all of them are deprecated in the same words. Doubled braces in a template, as in `/{{x}}`, are text.
//!
//! # Whether it sees its routes
//!
//! A layer in the wrong place lets every request through. Four checks find that out:
//!
//! | what | when | finds |
//! |---|---|---|
//! | [`check_routes`](StabilityLayer::check_routes) | at the start, in a test | a promise that is not served, a route without a promise, a prefix without [`mount`](StabilityLayer::mount) |
//! | [`check_wiring`](StabilityLayer::check_wiring) | at the start, in a test | a layer that was added before the routes or before some methods of a path, a nested layer without [`mount`](StabilityLayer::mount), a mount without the layer, a forgotten bridge |
//! | [`Unpromised`] | at each request | a path of which nothing is promised, and a method that `any()` serves and nobody promised |
//! | [`Usage::never_matched`] | after tests, or in production | a promised route that no request led to |
//!
//! [`check_wiring`](StabilityLayer::check_wiring) runs no handler, so it cannot try out a method. It sees which methods come
//! through the layer where it gets the `axum::Router` that has the layer. Where that router is inside of another service,
//! it reports the promised methods of a path with several methods as not checked.
//!
//! Besides, the layer reports once when the first request leads to no promised route
//! ([`on_unpromised`](StabilityLayer::on_unpromised), and a warning with the feature `tracing`).
//!
//! axum does not list the routes of a router, so the list for [`check_routes`](StabilityLayer::check_routes) comes from where
//! they are added: from `RecordedRouter` (feature `axum`), or from the OpenAPI document of a router that takes only
//! `utoipa_axum::routes!`. What is added beside it, [`Unpromised::Refuse`] keeps from being served.
//!
//! # Methods that nobody promised
//!
//! A promise is of one method. `any()` and `route_service` serve all methods of a path, so a request by another method than
//! the promised one passes the gate and has no headers, unless [`Unpromised::Refuse`] answers it by 405.
//!
//! # Where paths are rewritten
//!
//! A layer with [`served`](StabilityLayer::served) looks at the path that it gets. What rewrites paths, such as tower-http's
//! `NormalizePath`, is *around* the layer; *inside* of it, `/beta/` is no `/beta` for the layer, and reaches the handler of
//! `/beta` without the gate and without headers ([`Unpromised::Refuse`] refuses it). A layer in `Router::layer` runs after
//! routing, and there the rewriting layer must be around the router in any case.
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
//! Where the layer differs from the standards on purpose, [`standards`](crate::standards) says so.
//!
//! # What it cannot see
//!
//! `Router::layer` covers the routes added before the call; of the 404 fallback and of what is under `nest_service`, it does
//! not know the route. A panic is stamped where it was made a response inside: put `CatchPanicLayer` inside of this layer.
//! Responses of middleware further out, and errors that a service returns instead of a response, are not its own.

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
