//! A router of axum that remembers what was added to it.
//!
//! Neither a `Router` nor a `MethodRouter` of axum can be asked for its routes, and requests cannot list them: they find only
//! what somebody thought of. So `RecordedRouter` takes one method, path and handler at a time.

use std::fmt;

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use http::Method;

use super::table::join;

/// A router of axum that remembers its routes, because axum does not list them: what it remembers is the list for
/// [`StabilityLayer::check_routes`](super::StabilityLayer::check_routes) and
/// [`StabilityLayer::served`](super::StabilityLayer::served). It takes nothing that cannot be listed.
///
/// ```
/// use axum::http::Method;
/// use stability::Tier;
/// use stability_http::server::{RecordedRouter, StabilityLayer};
/// use stability::route::Route;
///
/// static READ: Route = Route::new("GET", "/skills/{id}", Tier::Beta);
///
/// let skills = RecordedRouter::new().route(Method::GET, "/skills/{id}", async || "a skill");
/// let routes = RecordedRouter::new().nest("/api", skills).route(Method::GET, "/hidden", async || "not promised");
/// let layer = StabilityLayer::new([&READ]).mount("/api");
/// let error = layer.check_routes(routes.served()).unwrap_err();
/// assert!(error.to_string().starts_with("`GET /hidden` is served without a tier"));
/// let app: axum::Router = routes.into_router().layer(layer);
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone)]
pub struct RecordedRouter<S = ()> {
    router: Router<S>,
    served: Vec<(Method, String)>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl<S: Clone + Send + Sync + 'static> RecordedRouter<S> {
    /// A router without routes.
    pub fn new() -> Self {
        Self {
            router: Router::new(),
            served: Vec::new(),
        }
    }

    /// Adds a route.
    ///
    /// # Panics
    ///
    /// Where `axum::Router::route` does, and if axum has no filter for the method.
    #[must_use]
    pub fn route<H, T>(mut self, method: Method, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or_else(|_| {
            panic!("axum has no filter for the method `{method}`: serve it through a service of your own")
        });
        self.router = self.router.route(path, on(filter, handler));
        self.served.push((method, path.to_string()));
        self
    }

    /// Adds the routes of `other` below a prefix.
    ///
    /// # Panics
    ///
    /// Where `axum::Router::nest` does.
    #[must_use]
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        self.router = self.router.nest(prefix, other.router);
        let below = other
            .served
            .into_iter()
            .map(|(method, path)| (method, join(prefix, &path)));
        self.served.extend(below);
        self
    }

    /// Adds the routes of `other`.
    ///
    /// # Panics
    ///
    /// Where `axum::Router::merge` does.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.served.extend(other.served);
        self
    }

    /// The methods and path templates of everything that is served.
    pub fn served(&self) -> impl Iterator<Item = (&str, &str)> {
        self.served
            .iter()
            .map(|(method, path)| (method.as_str(), path.as_str()))
    }

    /// The router. What is added to it from here on is not remembered: [`Unpromised`](super::Unpromised) finds it.
    pub fn into_router(self) -> Router<S> {
        self.router
    }
}

impl<S: Clone + Send + Sync + 'static> Default for RecordedRouter<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for RecordedRouter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRouter")
            .field("served", &self.served)
            .finish_non_exhaustive()
    }
}
