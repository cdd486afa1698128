//! Use through OpenTelemetry.

use std::sync::OnceLock;

use opentelemetry::metrics::Counter;
use opentelemetry::{KeyValue, global};
use stability::route::Route;

/// The counter `http.server.deprecated_route.requests` with the attributes of one route.
///
/// Asked for at the first request, because a meter provider is set after the layer is made as often as before it.
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

    pub(super) fn count(&self) {
        let counter = || {
            global::meter("stability")
                .u64_counter("http.server.deprecated_route.requests")
                .with_unit("{request}")
                .with_description("Requests to deprecated routes.")
                .build()
        };
        self.counter.get_or_init(counter).add(1, &self.attributes);
    }
}
