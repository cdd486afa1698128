//! How often routes are used.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use stability::route::Route;

use super::Consent;
use super::unpromised::{Reported, UnpromisedReason};

#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "opentelemetry")]
mod opentelemetry;

/// One request, as passed to the hook of [`on_use`](super::StabilityLayer::on_use).
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Use {
    /// The route.
    pub route: &'static Route,
    /// The number of requests to the route so far, including this one; 0 if the route is not deprecated.
    pub requests: u64,
    /// The consent of the request.
    pub consent: Consent,
    /// Whether the route needs more consent.
    pub without_consent: bool,
    /// Whether the route is past its sunset.
    pub past_sunset: bool,
    /// Whether the request was refused.
    pub refused: bool,
}

/// How often a route was used.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The route.
    pub route: &'static Route,
    /// The requests since the layer was created, including refused ones, without CORS preflight requests.
    pub requests: u64,
}

/// The counters of a layer, which can be used without the layer.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug)]
pub struct Usage {
    shared: Arc<Counters>,
}

#[derive(Debug)]
struct Counters {
    routes: Vec<Counter>,
    unpromised: AtomicU64,
    /// Whether a request matched a promised route, or it was reported that none did.
    settled: AtomicBool,
    /// Whether the layer has a bridge, which sees what the layer does not.
    has_bridge: AtomicBool,
    /// Whether a request has exported the routes.
    #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
    exported: AtomicBool,
    reported: Reported,
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

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
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
        let usage = Self {
            shared: Arc::new(Counters {
                routes: routes.iter().map(counter).collect(),
                unpromised: AtomicU64::new(0),
                #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
                exported: AtomicBool::new(false),
                settled: AtomicBool::new(false),
                has_bridge: AtomicBool::new(false),
                reported: Reported::default(),
            }),
        };
        #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
        usage.export();
        usage
    }

    /// Exports each deprecated route, so that one that nobody asks for has the count 0. Without a count, nobody could tell it from a route
    /// that is not counted.
    #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
    fn export(&self) {
        for counter in self.shared.routes.iter().filter(|it| it.route.retirement.is_some()) {
            #[cfg(feature = "metrics")]
            metrics::Metric::export(counter.route);
            #[cfg(feature = "opentelemetry")]
            counter.instrument.export();
        }
    }

    /// The same at the first request, by which time a program has installed what exports.
    #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
    fn export_once(&self) {
        if !self.shared.exported.load(Ordering::Relaxed) && !self.shared.exported.swap(true, Ordering::Relaxed) {
            self.export();
        }
    }

    /// Whether both are the counters of the same layer.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Counts a request and returns the sum.
    pub(super) fn count(&self, route: usize) -> u64 {
        #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
        self.export_once();
        let counter = &self.shared.routes[route];
        #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
        if counter.route.retirement.is_some() {
            #[cfg(feature = "metrics")]
            counter.metric.count(counter.route);
            #[cfg(feature = "opentelemetry")]
            counter.instrument.count();
        }
        let before = counter.requests.fetch_add(1, Ordering::Relaxed);
        if before == 0 {
            self.shared.settled.store(true, Ordering::Relaxed);
        }
        before + 1
    }

    pub(super) fn count_unpromised(&self) {
        #[cfg(any(feature = "metrics", feature = "opentelemetry"))]
        self.export_once();
        self.shared.unpromised.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether a request matched a promised route, or it was reported that none did.
    pub(super) fn is_settled(&self) -> bool {
        self.shared.settled.load(Ordering::Relaxed)
    }

    /// Sets it, and returns whether it was not set before.
    pub(super) fn settle(&self) -> bool {
        !self.shared.settled.swap(true, Ordering::Relaxed)
    }

    pub(super) fn add_bridge(&self) {
        self.shared.has_bridge.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_bridge(&self) -> bool {
        self.shared.has_bridge.load(Ordering::Relaxed)
    }

    /// Whether a request without a promise must be reported for the first time.
    pub(super) fn is_first(&self, template: Option<&str>, reason: UnpromisedReason) -> bool {
        self.shared.reported.is_first(template, reason)
    }

    /// The counts so far of every deprecated route, in the order in which the layer got the routes.
    ///
    /// Each count is exact; counts of different routes may be a moment apart.
    pub fn snapshot(&self) -> Vec<Count> {
        let deprecated = |count: &Count| count.route.retirement.is_some();
        self.counts().filter(deprecated).collect()
    }

    /// The same for every promised route.
    pub fn promised(&self) -> Vec<Count> {
        self.counts().collect()
    }

    /// The promised routes without requests so far.
    ///
    /// After a test suite that uses every route, or after some time in production, these routes are not wired or not used.
    /// [`StabilityLayer::check_wiring`](super::StabilityLayer::check_wiring) distinguishes the two.
    pub fn never_matched(&self) -> Vec<&'static Route> {
        let unused = self.counts().filter(|count| count.requests == 0);
        unused.map(|count| count.route).collect()
    }

    /// The requests without a promise, without CORS preflight requests.
    pub fn unpromised(&self) -> u64 {
        self.shared.unpromised.load(Ordering::Relaxed)
    }

    fn counts(&self) -> impl Iterator<Item = Count> {
        self.shared.routes.iter().map(|counter| Count {
            route: counter.route,
            requests: counter.requests.load(Ordering::Relaxed),
        })
    }
}
