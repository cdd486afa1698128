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

/// One request, as [`on_use`](super::StabilityLayer::on_use) hears of it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
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

/// How often a route was used.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The route.
    pub route: &'static Route,
    /// The requests since the layer was made, refused ones included, preflights not.
    pub requests: u64,
}

/// The counters of a layer, which live on beside it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug)]
pub struct Usage {
    shared: Arc<Counters>,
}

#[derive(Debug)]
struct Counters {
    routes: Vec<Counter>,
    unpromised: AtomicU64,
    /// Whether a request led to a promised route, or it was reported that none did.
    settled: AtomicBool,
    /// Whether the layer has a bridge, which sees what the layer does not.
    has_bridge: AtomicBool,
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
        Self {
            shared: Arc::new(Counters {
                routes: routes.iter().map(counter).collect(),
                unpromised: AtomicU64::new(0),
                settled: AtomicBool::new(false),
                has_bridge: AtomicBool::new(false),
                reported: Reported::default(),
            }),
        }
    }

    /// Whether the two are counters of one layer.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Counts a request; gives the sum.
    pub(super) fn count(&self, route: usize) -> u64 {
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
        self.shared.unpromised.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether a request led to a promised route, or it was reported that none did.
    pub(super) fn is_settled(&self) -> bool {
        self.shared.settled.load(Ordering::Relaxed)
    }

    /// Sets that; whether it was not so before.
    pub(super) fn settle(&self) -> bool {
        !self.shared.settled.swap(true, Ordering::Relaxed)
    }

    pub(super) fn add_bridge(&self) {
        self.shared.has_bridge.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_bridge(&self) -> bool {
        self.shared.has_bridge.load(Ordering::Relaxed)
    }

    /// Whether something that nothing is promised of is to be reported for the first time.
    pub(super) fn is_first(&self, template: Option<&str>, reason: UnpromisedReason) -> bool {
        self.shared.reported.is_first(template, reason)
    }

    /// What was counted so far, of every deprecated route, in the order in which the layer was given them.
    ///
    /// Each count is exact; counts of different routes may be a moment apart.
    pub fn snapshot(&self) -> Vec<Count> {
        let deprecated = |count: &Count| count.route.retirement.is_some();
        self.counts().filter(deprecated).collect()
    }

    /// The same of every promised route.
    pub fn promised(&self) -> Vec<Count> {
        self.counts().collect()
    }

    /// The promised routes that no request led to so far.
    ///
    /// After a test suite that uses every route, and after a while in production, what is left here is not wired, or nobody
    /// uses it. [`StabilityLayer::check_wiring`](super::StabilityLayer::check_wiring) tells the two apart.
    pub fn never_matched(&self) -> Vec<&'static Route> {
        let unused = self.counts().filter(|count| count.requests == 0);
        unused.map(|count| count.route).collect()
    }

    /// The requests that nothing is promised of, preflights left out.
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
