//! Requests that nothing is promised of.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use super::problem::Refusal;
use super::shared::Shared;
use super::table::Found;

/// What becomes of a request below the mounts of which nothing is promised: neither of its path, nor of its method there.
///
/// A route is easily added without a promise, and `any()` serves methods that nobody thought of.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability_http::server::Unpromised"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unpromised {
    /// It is served.
    #[default]
    Serve,
    /// It is served, and [`StabilityLayer::on_unpromised`](super::StabilityLayer::on_unpromised) hears of it once per route.
    Report,
    /// It is refused with problem details, and reported in the same way: `404 Not Found`, or `405 Method Not Allowed` where
    /// other methods of the path are promised.
    Refuse,
}

/// Why something is reported as not promised.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability_http::server::UnpromisedReason"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnpromisedReason {
    /// Nothing is promised of the path.
    Path,
    /// Other methods of the path are promised.
    Method,
    /// It is the first request, and no request led to a promised route so far. Where that stays so, the layer stands where
    /// it does not see its routes: [`StabilityLayer::check_wiring`](super::StabilityLayer::check_wiring) says which.
    FirstRequest,
}

/// A request that nothing is promised of, as [`on_unpromised`](super::StabilityLayer::on_unpromised) hears of it.
#[cfg_attr(
    feature = "promises",
    stability::stable(since = "0.1.0", path = "stability_http::server::UnpromisedRequest")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnpromisedRequest<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// The path template, or the path as the client wrote it where the router does not tell the template.
    pub path: &'a str,
    /// Why it is reported.
    pub reason: UnpromisedReason,
    /// Whether it was refused.
    pub refused: bool,
}

pub(super) type UnpromisedHook = Arc<dyn Fn(&UnpromisedRequest<'_>) + Send + Sync>;

/// What is asked for, as far as it is known without a promise.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// The template of the router.
    pub matched: Option<&'a str>,
}

/// The method and the path of a request that came when no request had led to a promised route.
pub(super) type Unplaced = Option<Box<(String, String)>>;

impl Shared {
    /// Counts a request that nothing is promised of; says why it is not let through.
    pub(super) fn admit_unpromised<'a>(
        &self,
        found: Option<Found>,
        asked: impl FnOnce() -> Asked<'a>,
    ) -> Option<Refusal> {
        let asked = asked();
        // Where nothing is known around a router, its bridge decides.
        if found.is_none() && !self.is_bridge && asked.matched.is_none() && self.is_blind() && self.usage.has_bridge() {
            return None;
        }
        self.usage.count_unpromised();
        if self.unpromised == Unpromised::Serve || !self.is_ours(&asked) {
            return None;
        }
        let refused = self.unpromised == Unpromised::Refuse;
        let (reason, refusal) = match found {
            Some(Found::Path(path)) => {
                let (path, allow) = (self.table.template_of(path).to_string(), self.table.allowed(path));
                (UnpromisedReason::Method, Refusal::MethodNotPromised { path, allow })
            }
            _ => (UnpromisedReason::Path, Refusal::NotPromised),
        };
        let template = asked.matched.or_else(|| self.table.served_template(asked.path));
        if self.usage.is_first(template, reason) {
            self.report(&UnpromisedRequest {
                method: asked.method,
                path: template.unwrap_or(asked.path),
                reason,
                refused,
            });
        }
        refused.then_some(refusal)
    }

    fn is_ours(&self, asked: &Asked<'_>) -> bool {
        #[cfg(feature = "axum")]
        if let Some(matched) = asked.matched {
            return self
                .table
                .is_below_mount(&super::matched::whole_path(matched, asked.path));
        }
        self.table.is_below_mount(asked.path)
    }

    /// Whether the layer has no list of what is served.
    fn is_blind(&self) -> bool {
        !self.table.knows_all()
    }

    /// What is to be reported at the response, if no request leads to a promised route until then.
    pub(super) fn unplaced<'a>(&self, found: Option<Found>, asked: impl FnOnce() -> Asked<'a>) -> Unplaced {
        if found.is_some() || self.table.routes.is_empty() || self.usage.is_settled() {
            return None;
        }
        let Asked { method, path, matched } = asked();
        Some(Box::new((method.to_string(), matched.unwrap_or(path).to_string())))
    }

    /// Reports that the first request led to no promised route, which may be chance and may be forgotten wiring.
    pub(super) fn report_unplaced(&self, unplaced: &(String, String), refused: bool) {
        if self.usage.settle() {
            self.report(&UnpromisedRequest {
                method: &unplaced.0,
                path: &unplaced.1,
                reason: UnpromisedReason::FirstRequest,
                refused,
            });
        }
    }

    fn report(&self, request: &UnpromisedRequest<'_>) {
        if let Some(hook) = &self.on_unpromised {
            hook(request);
        }
        #[cfg(feature = "tracing")]
        tracing::warn!(
            method = request.method,
            path = request.path,
            refused = request.refused,
            "{}",
            match request.reason {
                UnpromisedReason::Path => "nothing is promised of the path",
                UnpromisedReason::Method => "nothing is promised of the method at this path",
                UnpromisedReason::FirstRequest =>
                    "the first request led to no promised route; if no request ever does, the layer does not see its routes: \
                     call `StabilityLayer::check_wiring` at the start",
            }
        );
    }
}

/// What was reported already.
#[derive(Debug, Default)]
pub(super) struct Reported(Mutex<BTreeMap<String, [bool; 2]>>);

impl Reported {
    /// Whether it is the first time. Templates are the program's own, so that there are few; all paths without one, which
    /// clients choose, are one.
    pub(super) fn is_first(&self, template: Option<&str>, reason: UnpromisedReason) -> bool {
        let mut reported = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (template, at) = (
            template.unwrap_or_default(),
            usize::from(reason == UnpromisedReason::Method),
        );
        if let Some(before) = reported.get_mut(template) {
            return !std::mem::replace(&mut before[at], true);
        }
        let mut first = [false; 2];
        first[at] = true;
        reported.insert(template.to_string(), first);
        true
    }
}
