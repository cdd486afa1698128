//! How often deprecated routes are used.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicU64, Ordering};

use super::Consent;
use crate::route::Route;

#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "opentelemetry")]
mod opentelemetry;

/// One request, as [`on_use`](super::StabilityLayer::on_use) hears of it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::Use"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Use {
    /// The route.
    pub route: &'static Route,
    /// How often the route was used so far, this time included; 0 where it is not deprecated.
    pub requests: u64,
    /// What the request consents to.
    pub consent: Consent,
    /// Whether that is less than the route asks for.
    pub without_consent: bool,
    /// Whether the route is past its sunset.
    pub past_sunset: bool,
    /// Whether the request was refused.
    pub refused: bool,
}

/// How often a deprecated route was used.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::Count"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The route.
    pub route: &'static Route,
    /// The requests since the layer was made, refused ones included, preflights not.
    pub requests: u64,
}

/// The counters of a layer, which live on beside it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::Usage"))]
#[derive(Clone, Debug)]
pub struct Usage {
    counters: Arc<[Counter]>,
}

#[derive(Debug)]
struct Counter {
    route: &'static Route,
    requests: AtomicU64,
    #[cfg(feature = "metrics")]
    metric: metrics::Metric,
    #[cfg(feature = "opentelemetry")]
    instrument: opentelemetry::Instrument,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::Usage"))]
impl Usage {
    pub(super) fn new(routes: &[&'static Route]) -> Self {
        let counter = |route: &&'static Route| Counter {
            route,
            requests: AtomicU64::new(0),
            #[cfg(feature = "metrics")]
            metric: metrics::Metric::default(),
            #[cfg(feature = "opentelemetry")]
            instrument: opentelemetry::Instrument::new(route),
        };
        Self {
            counters: routes.iter().map(counter).collect(),
        }
    }

    /// Whether the two are counters of one layer.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.counters, &other.counters)
    }

    /// Counts a request; gives the sum.
    pub(super) fn count(&self, route: usize) -> u64 {
        let counter = &self.counters[route];
        #[cfg(feature = "metrics")]
        counter.metric.count(counter.route);
        #[cfg(feature = "opentelemetry")]
        counter.instrument.count();
        counter.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// What was counted so far, of every deprecated route, in the order in which the layer was given them.
    ///
    /// Each count is exact; counts of different routes may be a moment apart.
    pub fn snapshot(&self) -> Vec<Count> {
        let deprecated = self
            .counters
            .iter()
            .filter(|counter| counter.route.retirement.is_some());
        deprecated
            .map(|counter| Count {
                route: counter.route,
                requests: counter.requests.load(Ordering::Relaxed),
            })
            .collect()
    }
}
