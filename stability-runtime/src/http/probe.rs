//! Whether the layer sees its routes, found out by requests that reach no handler.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::future::poll_fn;
use core::sync::atomic::{AtomicBool, Ordering};

use http::{Method, Request};
use tower_service::Service;

use super::layer::StabilityLayer;
use super::problems::{RouteErrors, RouteProblem};
use super::shared::Shared;
use super::table::Found;
use super::usage::Usage;

/// What stands in for a parameter.
const FILLING: &str = "stability-probe";

/// Goes with a request that asks whether the layer sees a route.
#[derive(Clone)]
pub(super) struct Probe {
    /// That of the layer that asks.
    usage: Usage,
    route: usize,
    is_seen: Arc<AtomicBool>,
}

impl Probe {
    /// Whether the layer sees the route; notes it.
    pub(super) fn is_seen(&self, shared: &Shared, found: Option<Found>) -> bool {
        let is_seen = self.usage.is_of(&shared.usage)
            && matches!(found, Some(Found::Path(path)) if shared.table.has(path, self.route));
        self.is_seen.fetch_or(is_seen, Ordering::Relaxed);
        is_seen
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::StabilityLayer"))]
impl<M> StabilityLayer<M> {
    /// Checks that requests to the promised routes come through this layer in `service`, which is the program's router with
    /// all its layers, when a program starts or in a test. It finds a layer that was added before the routes, a prefix that
    /// nobody named by [`mount`](Self::mount), and a bridge that was forgotten.
    ///
    /// Each place of each route gets a request whose method no router knows, `STABILITY-PROBE`. This layer answers it; where
    /// the layer does not see it, the router refuses the method. No handler runs, except one that takes any method
    /// (`any()`, `route_service`, a fallback). Of a route with several [`mount`](Self::mount)s, one place is enough. What
    /// stands around the layer and refuses such a request, as authentication does, hides the routes: check the router
    /// without it. Nothing is counted.
    ///
    /// ```
    /// # #[cfg(feature = "axum")]
    /// # futures_executor::block_on(async {
    /// use axum::{Router, body::Body, routing::get};
    /// use stability::Tier;
    /// use stability::http::StabilityLayer;
    /// use stability::route::Route;
    ///
    /// static READ: Route = Route::new("GET", "/skills/{id}", Tier::Beta);
    ///
    /// let layer = StabilityLayer::new([&READ]);
    /// let late = Router::new().layer(layer.clone()).route("/skills/{id}", get(|| async { "a skill" }));
    /// let error = layer.check_wiring::<Body, _>(late).await.unwrap_err();
    /// assert!(error.to_string().starts_with("`GET /skills/{id}` is promised, and the layer does not see requests to it"));
    /// # });
    /// ```
    ///
    /// # Errors
    ///
    /// Every promised route that the layer does not see.
    pub async fn check_wiring<A, S>(&self, mut service: S) -> Result<(), RouteErrors>
    where
        A: Default,
        S: Service<Request<A>>,
    {
        let shared = self.shared_ref();
        let mut problems = Vec::new();
        for (at, route) in shared.table.routes.iter().enumerate() {
            let probe = Probe {
                usage: shared.usage.clone(),
                route: at,
                is_seen: Arc::default(),
            };
            let mut paths: Vec<String> = shared.table.templates(at).map(ToString::to_string).collect();
            // What has no place here may have one in the bridge.
            if paths.is_empty() {
                paths.push(route.path.to_string());
            }
            for path in &paths {
                if let Some(request) = request(path, &probe)
                    && poll_fn(|context| service.poll_ready(context)).await.is_ok()
                {
                    // Whether it came through does not show in the answer.
                    let _ = service.call(request).await;
                }
            }
            if !probe.is_seen.load(Ordering::Relaxed) {
                problems.push(RouteProblem::Unseen { route, paths });
            }
        }
        RouteErrors::check(problems)
    }
}

fn request<A: Default>(template: &str, probe: &Probe) -> Option<Request<A>> {
    let method = Method::from_bytes(b"STABILITY-PROBE").ok()?;
    let request = Request::builder().method(method).uri(filled(template));
    request.extension(probe.clone()).body(A::default()).ok()
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
