//! What the layer does with requests that nothing is promised of.

use super::Shared;
use crate::server::problem::Refusal;
use crate::server::settings::Unpromised;
use crate::server::table::Found;
use crate::server::unpromised::{Asked, Unplaced, UnpromisedReason, UnpromisedRequest};

impl Shared {
    /// Counts a request that nothing is promised of; says why it is not let through.
    pub(in crate::server) fn admit_unpromised<'a>(
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
                .is_below_mount(&crate::server::matched::whole_path(matched, asked.path));
        }
        self.table.is_below_mount(asked.path)
    }

    /// Whether the layer has no list of what is served.
    fn is_blind(&self) -> bool {
        !self.table.knows_all()
    }

    /// The report to make at the response, if no request matches a promised route until then.
    pub(in crate::server) fn unplaced<'a>(&self, found: Option<Found>, asked: impl FnOnce() -> Asked<'a>) -> Unplaced {
        if found.is_some() || self.table.routes.is_empty() || self.usage.is_settled() {
            return None;
        }
        let Asked { method, path, matched } = asked();
        Some(Box::new((method.to_string(), matched.unwrap_or(path).to_string())))
    }

    /// Reports that the first request led to no promised route, which may be chance and may be forgotten wiring.
    pub(in crate::server) fn report_unplaced(&self, unplaced: &(String, String), refused: bool) {
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
                UnpromisedReason::Path => "no route is promised at this path",
                UnpromisedReason::Method => "no route with this method is promised at this path",
                UnpromisedReason::FirstRequest =>
                    "the first request did not match a promised route; if no request ever does, the layer does not \
                     see its routes: call `StabilityLayer::check_wiring` when the program starts",
            }
        );
    }
}
