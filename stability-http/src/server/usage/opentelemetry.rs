//! Use through OpenTelemetry.

use std::sync::OnceLock;

use opentelemetry::metrics::Counter;
use opentelemetry::{KeyValue, global};
use stability::route::Route;

/// The counter `http.server.deprecated_route.requests` with the attributes of one route.
///
/// Kept from the first request on, because a meter provider is set after the layer is made as often as before it.
#[derive(Debug)]
pub(super) struct Instrument {
    counter: OnceLock<Counter<u64>>,
    attributes: [KeyValue; 2],
}

impl Instrument {
    pub(super) fn new(route: &Route) -> Self {
        Self {
            counter: OnceLock::new(),
            attributes: [
                KeyValue::new("http.request.method", route.method),
                KeyValue::new("http.route", route.path),
            ],
        }
    }

    /// Lets the meter provider that is set now, if there is one, export a route that nobody has asked for.
    pub(super) fn export(&self) {
        counter().add(0, &self.attributes);
    }

    pub(super) fn count(&self) {
        self.counter.get_or_init(counter).add(1, &self.attributes);
    }
}

fn counter() -> Counter<u64> {
    global::meter("stability")
        .u64_counter("http.server.deprecated_route.requests")
        .with_unit("{request}")
        .with_description("Requests to deprecated routes.")
        .build()
}
