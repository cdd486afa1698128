//! Whether the layer sees its routes, found out by requests that reach no handler.
//!
//! A layer that was added before the routes sees nothing else of the router. So requests with a method that no router knows
//! are sent to each promised route; a request with the real method could run a handler. `Router::call` picks the service for
//! that method, the layer's service notes that it was cloned, and the future is dropped unpolled. Where that cannot be seen,
//! `check_wiring` reports the method as not checked.

use std::future::poll_fn;

use http::header::ALLOW;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use stability::route::Route;
use tower_service::Service;

use super::layer::StabilityLayer;
use super::probe::Probe;
use super::problems::{RouteErrors, RouteProblem};

/// No router knows it.
const METHOD: &[u8] = b"STABILITY-PROBE";
/// The text that replaces a parameter.
const FILLING: &str = "stability-probe";

/// The result of a probe at a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// The layer, and the route's method comes through it too.
    Layer,
    /// The layer, and nothing shows whether the route's method comes through it.
    Unclear,
    /// Another layer.
    Other,
    /// Nothing: the router does not know the path.
    Nothing,
    /// Something that has the layer not in front of it.
    Uncovered,
}

/// The head of a response.
pub trait Answer {
    /// Its status.
    fn status(&self) -> StatusCode;
    /// Its headers.
    fn headers(&self) -> &HeaderMap;
}

impl<B> Answer for Response<B> {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn headers(&self) -> &HeaderMap {
        self.headers()
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl<M> StabilityLayer<M> {
    /// Checks that requests to the promised routes come through this layer in `service`, which is the program's router with
    /// all its layers, when a program starts or in a test. It finds a layer that was added before the routes or before some
    /// methods of a path, a prefix that nobody named by [`mount`](Self::mount), a mount without the layer, and a bridge that
    /// was forgotten.
    ///
    /// Each place of each route gets a request whose method no router knows, `STABILITY-PROBE`. This layer answers it; where
    /// the layer does not see it, the router refuses the method. No handler runs, except one that takes any method
    /// (`any()`, `route_service`, a fallback). Of a route with several [`mount`](Self::mount)s, one place is enough if the
    /// others answer with 404. Middleware around the layer that refuses such a request, as authentication does, hides the
    /// routes: check the router without it. Nothing is counted.
    ///
    /// A request with a real method could run a handler, so none is sent. An `axum::Router` that has the layer is asked
    /// which service it picks for the method, and does not run it. Where the router is inside of another service, as behind
    /// `fallback_service`, and serves several methods at the path, the result is [`RouteProblem::NotChecked`]: check the
    /// router before it is put there.
    ///
    /// ```
    /// # #[cfg(feature = "axum")]
    /// # futures_executor::block_on(async {
    /// use axum::{Router, body::Body, routing::get};
    /// use stability::Tier;
    /// use stability_http::server::StabilityLayer;
    /// use stability::route::Route;
    ///
    /// static READ: Route = Route::new("GET", "/skills/{id}", Tier::Beta);
    ///
    /// let layer = StabilityLayer::new([&READ]);
    /// let late = Router::new().layer(layer.clone()).route("/skills/{id}", get(|| async { "a skill" }));
    /// let error = layer.check_wiring::<Body, _>(late).await.unwrap_err();
    /// assert!(error.to_string().starts_with("`GET /skills/{id}` is promised, but the layer does not see requests to it"));
    /// # });
    /// ```
    ///
    /// # Errors
    ///
    /// Every promised route that the layer does not see, or that could not be checked; two promises of one route; and a
    /// prefix below which nothing can be served.
    pub async fn check_wiring<A, S>(&self, mut service: S) -> Result<(), RouteErrors>
    where
        A: Default,
        S: Service<Request<A>, Response: Answer> + 'static,
    {
        let table = &self.shared_ref().table;
        let mut problems = table.set_up_wrong();
        for (at, route) in table.routes.iter().enumerate() {
            let mut paths: Vec<String> = table.templates(at).map(ToString::to_string).collect();
            // What has no place here may have one in the bridge.
            if paths.is_empty() {
                paths.push(route.path.to_string());
            }
            let mut reached = Vec::with_capacity(paths.len());
            for path in &paths {
                reached.push(self.reach(&mut service, route, path).await);
            }
            let at = |wanted: &[Reached]| -> Vec<String> {
                let places = paths.iter().zip(&reached);
                let places = places.filter(|(_, reached)| wanted.contains(reached));
                places.map(|(path, _)| path.clone()).collect()
            };
            let is_covered = !at(&[Reached::Layer, Reached::Unclear, Reached::Other]).is_empty();
            let unseen = if is_covered {
                at(&[Reached::Uncovered])
            } else {
                at(&[Reached::Uncovered, Reached::Nothing])
            };
            if !unseen.is_empty() {
                problems.push(RouteProblem::Unseen { route, paths: unseen });
            }
            let others = at(&[Reached::Other]).into_iter();
            problems.extend(others.map(|path| RouteProblem::OtherLayer { route, path }));
            let unclear = at(&[Reached::Unclear]).into_iter();
            problems.extend(unclear.map(|path| RouteProblem::NotChecked { route, path }));
        }
        RouteErrors::check(problems)
    }

    /// Asks what answers at one place of a route.
    async fn reach<A, S>(&self, service: &mut S, route: &'static Route, template: &str) -> Reached
    where
        A: Default,
        S: Service<Request<A>, Response: Answer> + 'static,
    {
        let probe = Probe::new(self.shared_ref().usage.clone(), route);
        let (Ok(method), path) = (Method::from_bytes(METHOD), filled(template)) else {
            return Reached::Uncovered;
        };
        let request = Request::builder().method(&method).uri(&path).extension(probe.clone());
        let (Ok(request), true) = (
            request.body(A::default()),
            poll_fn(|context| service.poll_ready(context)).await.is_ok(),
        ) else {
            return Reached::Uncovered;
        };
        let response = service.call(request).await;
        let answered = probe.answered();
        if answered == 0 {
            return match response {
                _ if probe.is_of_other() => Reached::Other,
                Ok(response) if response.status() == StatusCode::NOT_FOUND => Reached::Nothing,
                _ => Reached::Uncovered,
            };
        }
        #[cfg(feature = "axum")]
        if let Some(router) = (service as &mut dyn std::any::Any).downcast_mut::<axum::Router>() {
            let mut is_covered = |method: &Method| super::coverage::is_covered(router, answered, method, &path);
            // Otherwise the layer is further inside, where the router does not show it.
            if is_covered(&method) {
                let mut methods = methods_of(route);
                return if methods.all(|method| is_covered(&method)) {
                    Reached::Layer
                } else {
                    Reached::Uncovered
                };
            }
        }
        match response {
            Ok(response) if !serves_others(response.headers(), route) => Reached::Layer,
            _ => Reached::Unclear,
        }
    }
}

/// The methods that a route promises.
#[cfg(feature = "axum")]
fn methods_of(route: &Route) -> impl Iterator<Item = Method> {
    let head = (route.method == "GET").then_some(Method::HEAD);
    route.method.parse().into_iter().chain(head)
}

/// Whether the route's method and others are served, as `Allow` of a router around the layer says.
fn serves_others(headers: &HeaderMap, route: &Route) -> bool {
    let fields = headers.get_all(ALLOW).iter().filter_map(|field| field.to_str().ok());
    let methods = fields.flat_map(|field| field.split(',')).map(str::trim);
    let methods: Vec<&str> = methods.filter(|method| !method.is_empty()).collect();
    methods.contains(&route.method) && methods.iter().any(|method| ![route.method, "HEAD"].contains(method))
}

/// A path of the template.
fn filled(template: &str) -> String {
    let mut path = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        path.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            path.push_str(brace);
            rest = after;
        } else if let Some((_, after)) = rest.split_once('}').filter(|_| brace == "{") {
            path.push_str(FILLING);
            rest = after;
        }
    }
    path + rest
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn parameters_are_filled_and_braces_are_text() {
        for (template, expected) in [
            ("/", "/"),
            ("/a/{id}/{*rest}", "/a/stability-probe/stability-probe"),
            ("/v{major}", "/vstability-probe"),
            ("/esc/{{x}}", "/esc/{x}"),
        ] {
            assert_eq!(filled(template), expected, "{template}");
        }
    }
}
