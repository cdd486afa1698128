//! A request that asks whether the layer sees a route.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use stability::route::Route;

use super::shared::Shared;
use super::table::Found;
use super::usage::Usage;

/// Goes with a request that asks whether the layer sees a route at a path.
#[derive(Clone)]
pub(super) struct Probe {
    /// That of the layer that asks.
    usage: Usage,
    route: &'static Route,
    sight: Arc<Sight>,
}

/// Which layer saw a probe.
#[derive(Default)]
struct Sight {
    /// The address of the part of this layer that answered; 0 where none did.
    answered: AtomicUsize,
    /// Whether another layer, which knows the same route, let it through.
    is_of_other: AtomicBool,
}

impl Probe {
    pub(super) fn new(usage: Usage, route: &'static Route) -> Self {
        Self {
            usage,
            route,
            sight: Arc::default(),
        }
    }

    /// The address of the part of the layer that answered; 0 where none did.
    pub(super) fn answered(&self) -> usize {
        self.sight.answered.load(Ordering::Relaxed)
    }

    /// Whether another layer, which knows the same route, let it through.
    pub(super) fn is_of_other(&self) -> bool {
        self.sight.is_of_other.load(Ordering::Relaxed)
    }

    /// Whether this layer is asked and sees the route; notes it.
    pub(super) fn is_seen(&self, shared: &Arc<Shared>, found: Option<Found>) -> bool {
        let is_there = matches!(found, Some(Found::Path(path)) if shared.table.has(path, self.route));
        let is_ours = self.usage.is_of(&shared.usage);
        if is_there && is_ours {
            let answered = Arc::as_ptr(shared).addr();
            self.sight.answered.store(answered, Ordering::Relaxed);
        } else if is_there {
            self.sight.is_of_other.store(true, Ordering::Relaxed);
        }
        is_there && is_ours
    }
}
