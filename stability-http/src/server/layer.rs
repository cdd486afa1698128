//! The layer, and how it is set up.

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use http::StatusCode;
use stability::route::Route;
use tower_layer::Layer;

use super::problems::{RouteErrors, RouteProblem};
use super::service::{FromText, StabilityService};
use super::settings::{Gate, PastSunset, Unpromised};
use super::shared::Shared;
use super::table::Table;
use super::unpromised::UnpromisedRequest;
use super::usage::{Usage, Use};

/// A layer that says on every response what is promised of its route; see [the module](crate::server).
///
/// ```
/// use http::{Method, Request, Response};
/// use stability::Tier;
/// use stability_http::server::StabilityLayer;
/// use stability::route::{Moment, Retirement, Route};
/// use tower::{Layer as _, ServiceExt as _, service_fn};
///
/// static MOVED: Retirement = Retirement::new(Moment {
///     written: "2026-09-01",
///     seconds: 1_788_220_800,
///     header: "@1788220800",
/// });
/// static READ: Route = Route { retirement: Some(&MOVED), ..Route::new("GET", "/skills/{id}", Tier::Stable) };
///
/// # futures_executor::block_on(async {
/// let layer = StabilityLayer::new([&READ]).served([("GET", "/skills/{id}"), ("GET", "/skills/me")]).unwrap();
/// let service = layer.layer(service_fn(|_: Request<()>| async {
///     Ok::<_, std::convert::Infallible>(Response::new(String::new()))
/// }));
/// let request = Request::get("/skills/7").body(()).unwrap();
/// let response = service.oneshot(request).await.unwrap();
/// assert_eq!(response.headers()["deprecation"], "@1788220800");
/// # });
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone)]
pub struct StabilityLayer<M = FromText> {
    shared: Arc<Shared>,
    make_body: M,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl StabilityLayer {
    /// A layer for every route that the linker collected.
    ///
    /// The linker drops a package that nothing in the program names; [`check_routes`](Self::check_routes) finds that out.
    ///
    /// # Panics
    ///
    /// Before the constructors of the program have run, as [`registry::submissions`](stability::registry::submissions) does.
    #[cfg(any(feature = "inventory", feature = "linkme"))]
    #[track_caller]
    pub fn linked() -> Self {
        Self::new(stability::registry::routes())
    }

    /// A layer for `routes`. Equal promises count once. If a route has two different promises, the layer keeps the
    /// stricter one: the one that needs more consent, or else the one with the earlier sunset.
    /// [`check_routes`](Self::check_routes) and [`check_wiring`](Self::check_wiring) report both.
    pub fn new(routes: impl IntoIterator<Item = &'static Route>) -> Self {
        let table = Table::new(routes);
        let usage = Usage::new(&table.routes);
        Self {
            shared: Arc::new(Shared::new(table, usage)),
            make_body: FromText,
        }
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl<M> StabilityLayer<M> {
    /// Adds a prefix under which the routes are served, as passed to `Router::nest`. Without a prefix, paths are used
    /// unchanged; with [`served`](Self::served), a route is also found by the end of a path, if that is unique. With
    /// several prefixes, each route may be under each of them. [`check_routes`](Self::check_routes) and
    /// [`check_wiring`](Self::check_wiring) report a prefix below which nothing can be served.
    #[must_use]
    pub fn mount(self, prefix: &str) -> Self {
        self.with(|shared| shared.table.mount(prefix))
    }

    /// Sets the list of all served routes, promised or not, as methods and path templates of axum. The layer then finds
    /// the route of a request itself.
    ///
    /// # Errors
    ///
    /// Every method or template that is not valid.
    pub fn served<'a>(mut self, routes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, RouteErrors> {
        let served = Arc::make_mut(&mut self.shared).table.serve(routes);
        RouteErrors::check(served.err().unwrap_or_default())?;
        Ok(self)
    }

    /// Compares the promised routes with the served routes, when a program starts or in a test: every promised route must
    /// be served, and every served route must have a tier. `HEAD` is served if `GET` is.
    ///
    /// ```
    /// use stability::Tier;
    /// use stability_http::server::StabilityLayer;
    /// use stability::route::Route;
    ///
    /// static READ: Route = Route::new("GET", "/skills/{id}", Tier::Beta);
    ///
    /// let layer = StabilityLayer::new([&READ]).mount("/api");
    /// let error = layer.check_routes([("GET", "/api/skills/{id}"), ("GET", "/api/health")]).unwrap_err();
    /// assert!(error.to_string().starts_with("`GET /api/health` is served without a tier"));
    /// ```
    ///
    /// # Errors
    ///
    /// Every problem, each with what to do.
    pub fn check_routes<'a>(&self, routes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(), RouteErrors> {
        RouteErrors::check(self.shared.table.check(routes))
    }

    /// How the layer answers requests to beta, experimental and internal routes without consent in `Accept-Stability`.
    ///
    /// This is consent, not access control: every client can send the header.
    #[must_use]
    pub fn gate(self, gate: Gate) -> Self {
        self.with(|shared| shared.gate = gate)
    }

    /// The status for requests that the gate refuses; 406 by default; 400, 403 and 404 are common too.
    #[must_use]
    pub fn refuse_with(self, status: StatusCode) -> Self {
        self.with(|shared| shared.refusal = status)
    }

    /// How the layer answers requests to routes after their sunset.
    #[must_use]
    pub fn past_sunset(self, policy: PastSunset) -> Self {
        self.with(|shared| shared.past_sunset = policy)
    }

    /// The clock; by default that of the system. It is called at requests to routes with a sunset, unless
    /// [`past_sunset`](Self::past_sunset) is [`PastSunset::Serve`].
    #[must_use]
    pub fn clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.with(|shared| shared.clock = Arc::new(clock))
    }

    /// Serves routes after their sunset: for operators who must undo a removal without a new release.
    ///
    /// `routes` is a setting of the program, such as the value of an environment variable: ids separated by commas, for example
    /// `GET /api/v1/skills/{id}, POST /api/v1/skills`, or `*` for all. An empty text serves none.
    ///
    /// # Errors
    ///
    /// Every id that is not a promised route, or belongs to a route without a sunset.
    pub fn serve_past_sunset(mut self, routes: &str) -> Result<Self, RouteErrors> {
        let shared = Arc::make_mut(&mut self.shared);
        let mut problems = Vec::new();
        for id in routes.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            if id == "*" {
                shared.kept = vec![true; shared.table.routes.len()];
                continue;
            }
            let Some((method, path)) = id.split_once(' ') else {
                problems.push(RouteProblem::UnknownRoute { found: id.to_string() });
                continue;
            };
            let is_meant = |route: &&&'static Route| {
                let wanted: String = stability::route::shape(path.trim()).collect();
                route.method == method && stability::route::shape(route.path).eq(wanted.chars())
            };
            match shared.table.routes.iter().position(|route| is_meant(&route)) {
                Some(at) if !shared.has_sunset(at) => problems.push(RouteProblem::WithoutSunset {
                    route: shared.table.routes[at],
                }),
                Some(at) => shared.kept[at] = true,
                None => problems.push(RouteProblem::UnknownRoute { found: id.to_string() }),
            }
        }
        RouteErrors::check(problems)?;
        Ok(self)
    }

    /// Calls `hook` at every request to a deprecated route, and at every request without consent, unless the gate is
    /// [`Gate::Off`]. It runs before the handler, so it should be fast. CORS preflight requests do not count.
    #[must_use]
    pub fn on_use(self, hook: impl Fn(&Use) + Send + Sync + 'static) -> Self {
        self.with(|shared| shared.on_use = Some(Arc::new(hook)))
    }

    /// How the layer answers requests below the mounts to a path, or a method of a path, that is not promised.
    /// Without a [`mount`](Self::mount), this applies to all requests that pass the layer, except CORS preflight requests.
    ///
    /// ```
    /// use http::{Request, Response};
    /// use stability::Tier;
    /// use stability_http::server::{StabilityLayer, Unpromised};
    /// use stability::route::Route;
    /// use tower::{Layer as _, ServiceExt as _, service_fn};
    ///
    /// static READ: Route = Route::new("GET", "/skills/{id}", Tier::Beta);
    ///
    /// # futures_executor::block_on(async {
    /// let served = [("GET", "/skills/{id}"), ("DELETE", "/skills/{id}"), ("GET", "/hidden")];
    /// let layer = StabilityLayer::new([&READ]).served(served).unwrap().unpromised(Unpromised::Refuse);
    /// let service = layer.layer(service_fn(|_: Request<()>| async {
    ///     Ok::<_, std::convert::Infallible>(Response::new(String::new()))
    /// }));
    /// for (method, path, status) in [("GET", "/skills/7", 200), ("GET", "/hidden", 404), ("DELETE", "/skills/7", 405)] {
    ///     let request = Request::builder().method(method).uri(path).body(()).unwrap();
    ///     assert_eq!(service.clone().oneshot(request).await.unwrap().status(), status);
    /// }
    /// # });
    /// ```
    #[must_use]
    pub fn unpromised(self, policy: Unpromised) -> Self {
        self.with(|shared| shared.unpromised = policy)
    }

    /// Calls `hook` once for each route that is served but not promised, if [`unpromised`](Self::unpromised) is set to report
    /// or refuse them; and always if the first request does not match a promised route. With the feature `tracing`, the layer
    /// also writes warnings.
    #[must_use]
    pub fn on_unpromised(self, hook: impl Fn(&UnpromisedRequest<'_>) + Send + Sync + 'static) -> Self {
        self.with(|shared| shared.on_unpromised = Some(Arc::new(hook)))
    }

    /// Adds `Access-Control-Expose-Headers`, so that scripts of other origins can read the headers of deprecated routes.
    #[must_use]
    pub fn expose_headers(self) -> Self {
        self.with(|shared| shared.expose = true)
    }

    /// Makes the bodies of refusals with `make_body`, from JSON, if the body of the response does not implement
    /// `From<String>`.
    #[must_use]
    pub fn body<F>(self, make_body: F) -> StabilityLayer<F> {
        StabilityLayer {
            shared: self.shared,
            make_body,
        }
    }

    /// How often routes were used.
    pub fn usage(&self) -> Usage {
        self.shared.usage.clone()
    }

    /// The state that the layer shares with its services.
    #[cfg(feature = "actix")]
    pub(super) fn shared(self) -> Arc<Shared> {
        self.shared
    }

    pub(super) fn shared_ref(&self) -> &Shared {
        &self.shared
    }

    fn with(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        change(Arc::make_mut(&mut self.shared));
        self
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl<M: Clone> StabilityLayer<M> {
    /// The part of this layer inside a router, if the whole layer is around the router: it counts and refuses, and
    /// leaves on the response which route answered, so that the headers are written outermost.
    ///
    /// ```ignore
    /// let layer = StabilityLayer::linked().gate(Gate::Refuse);
    /// let app = Router::new().route("/skills/{id}", get(read)).layer(layer.bridge());
    /// let app = layer.layer(app);
    /// ```
    #[must_use]
    pub fn bridge(&self) -> Self {
        self.shared.usage.add_bridge();
        self.clone().with(|shared| shared.is_bridge = true)
    }
}

impl<S, M: Clone> Layer<S> for StabilityLayer<M> {
    type Service = StabilityService<S, M>;

    fn layer(&self, inner: S) -> Self::Service {
        StabilityService::new(inner, Arc::clone(&self.shared), self.make_body.clone())
    }
}

impl<M> fmt::Debug for StabilityLayer<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StabilityLayer")
            .field("routes", &self.shared.table.routes)
            .field("gate", &self.shared.gate)
            .field("past_sunset", &self.shared.past_sunset)
            .finish_non_exhaustive()
    }
}
