//! Reads the announcements of a server in a client: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and their links
//! (RFC 8288).
//!
//! [`Announcement`] has the information in the headers of one response. [`Observer`] reads it from every response, and warns once
//! per route through [`tracing`], or refuses the response. It can also send `Accept-Stability`. It is a tower layer and, with the
//! feature `reqwest-middleware`, a middleware of reqwest; for other clients, call [`Observer::observe`].
//!
//! ```
//! use stability::Tier;
//! use stability_http::client::{Observer, Reaction};
//! # use http::{Request, Response};
//! # use tower::{ServiceBuilder, ServiceExt as _, service_fn};
//! # use stability_http::client::CallError;
//! # use std::time::{Duration, UNIX_EPOCH};
//!
//! let observer = Observer::new()
//!     .on_sunset_within(30, Reaction::Warn)
//!     .on_past_sunset(Reaction::Refuse)
//!     .send_accept_stability(Tier::Beta);
//! # let observer = observer.clock(|| UNIX_EPOCH + Duration::from_secs(1_800_000_000));
//! # let http_client = service_fn(async |request: Request<()>| {
//! #     assert_eq!(request.headers()["accept-stability"], "beta");
//! #     Response::builder()
//! #         .header("deprecation", "@1788220800")
//! #         .header("sunset", "Fri, 01 Jan 2027 00:00:00 GMT")
//! #         .header("link", "</api/v2/skills>; rel=\"successor-version\"")
//! #         .body(())
//! # });
//!
//! let client = ServiceBuilder::new().layer(observer).service(http_client);
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! # let request = Request::get("https://api.example/api/v1/skills/7").body(()).unwrap();
//! match client.oneshot(request).await {
//!     Ok(response) => drop(response),
//!     Err(CallError::Refused(refused)) => {
//!         assert_eq!(
//!             refused.to_string(),
//!             "refused the response of `GET api.example/api/v1/skills/{}`: \
//!              its sunset was Fri, 01 Jan 2027 00:00:00 GMT; use `/api/v2/skills`",
//!         );
//!         let response = refused.into_response(); // nothing is lost
//!         assert_eq!(response.status(), 200);
//!     }
//!     Err(CallError::Service(error)) => return Err(error),
//! }
//! # Ok::<(), http::Error>(())
//! # }).unwrap();
//! ```
//!
//! [`standards`](crate::standards) lists the values that it accepts beyond the standards.
//!
//! # What it costs
//!
//! A response that announces nothing costs three look-ups in its headers. Reading an announcement costs time and
//! memory in proportion to those headers, whatever a server sends; no header makes a call fail. [`Observer::remember`] limits
//! the number of remembered routes.

mod announcement;
mod date;
mod deprecation;
mod layer;
mod link;
mod malformed;
mod observer;
mod reaction;
mod refusal;
#[cfg(feature = "reqwest-middleware")]
mod reqwest;
mod route_name;
#[cfg(test)]
mod tests;
mod warned;

pub use self::announcement::Announcement;
pub use self::deprecation::Deprecation;
pub use self::layer::{Observed, ObservedFuture};
pub use self::link::Relation;
pub use self::malformed::{Fault, Malformed};
pub use self::observer::Observer;
pub use self::reaction::{Concern, Reaction};
pub use self::refusal::{CallError, Refusal, Refused};
pub use self::route_name::RouteName;
