//! Use through the `metrics` facade.

use std::sync::OnceLock;

use metrics::Counter;
use stability::route::Route;

/// The counter `deprecated_route_requests_total{method,route}` of one route.
///
/// Kept from the first request on, because a recorder is installed after the layer is made as often as before it.
#[derive(Default)]
pub(super) struct Metric(OnceLock<Counter>);

impl Metric {
    /// Lets the recorder that is installed now, if there is one, export a route that nobody has asked for.
    pub(super) fn export(route: &Route) {
        metrics::counter!("deprecated_route_requests_total", "method" => route.method, "route" => route.path)
            .increment(0);
    }

    pub(super) fn count(&self, route: &Route) {
        let counter =
            || metrics::counter!("deprecated_route_requests_total", "method" => route.method, "route" => route.path);
        self.0.get_or_init(counter).increment(1);
    }
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metric")
    }
}
