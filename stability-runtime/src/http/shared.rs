//! What a layer and its services share: which route a request leads to, whether it is let through, and what its response
//! says.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use std::time::{SystemTime, UNIX_EPOCH};

use http::{Request, Response, StatusCode};

use super::Consent;
use super::layer::{Gate, PastSunset};
use super::problem::Refusal;
use super::stamp::{Stamp, vary};
use super::table::{Found, RouteIndex, Table};
use super::unpromised::{Unpromised, UnpromisedReason, UnpromisedRequest};
use super::usage::{Usage, Use};
use crate::route::Moment;

type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
type Hook = Arc<dyn Fn(&Use) + Send + Sync>;
type UnpromisedHook = Arc<dyn Fn(&UnpromisedRequest<'_>) + Send + Sync>;

/// What a layer and its services share.
#[derive(Clone)]
pub(super) struct Shared {
    pub table: Table,
    pub usage: Usage,
    /// By route.
    stamps: Vec<Option<Stamp>>,
    pub gate: Gate,
    pub refusal: StatusCode,
    pub past_sunset: PastSunset,
    /// By route, whether it is served past its sunset all the same.
    pub kept: Vec<bool>,
    pub clock: Clock,
    pub on_use: Option<Hook>,
    pub unpromised: Unpromised,
    pub on_unpromised: Option<UnpromisedHook>,
    pub expose: bool,
    pub is_bridge: bool,
}

/// The route that a response is of.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    pub route: RouteIndex,
    /// Whether the route has the request's method; otherwise it only stands at the path.
    pub serves_method: bool,
}

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

/// Left on a response by a bridge.
#[derive(Clone)]
struct Bridged {
    answer: Answer,
    /// That of the layer whose bridge it is, since a place among its routes means nothing to another.
    usage: Usage,
}

impl Shared {
    pub(super) fn new(table: Table, usage: Usage) -> Self {
        Self {
            stamps: table
                .routes
                .iter()
                .map(|route| route.retirement.map(Stamp::new))
                .collect(),
            kept: vec![false; table.routes.len()],
            table,
            usage,
            gate: Gate::Off,
            refusal: StatusCode::NOT_ACCEPTABLE,
            past_sunset: PastSunset::Serve,
            clock: Arc::new(SystemTime::now),
            on_use: None,
            unpromised: Unpromised::Serve,
            on_unpromised: None,
            expose: false,
            is_bridge: false,
        }
    }

    /// What the request leads to, where that is known before it is answered.
    pub(super) fn find<A>(&self, request: &Request<A>) -> Option<Found> {
        let path = request.uri().path();
        #[cfg(feature = "axum")]
        if let Some(matched) = super::matched::template_of(request.extensions()) {
            return Some(self.table.method(self.table.matched(matched, path)?, request.method()));
        }
        Some(self.table.method(self.table.path(path)??, request.method()))
    }

    /// Whether the response may have something written on it.
    pub(super) fn speaks(&self, found: Option<Found>) -> bool {
        match found {
            Some(Found::Route(at)) => self.is_bridge || self.stamps[at].is_some() || self.varies(at),
            Some(Found::Path(path)) => self.is_bridge || self.table.retired(path).is_some(),
            // A bridge inside may know.
            None => !self.table.knows_all(),
        }
    }

    /// Whether a response of the route depends on `Accept-Stability`.
    pub(super) fn varies(&self, at: RouteIndex) -> bool {
        self.gate == Gate::Refuse && Consent::required_by(self.table.routes[at].tier) > Consent::Stable
    }

    /// Counts a request; says why it is not let through.
    pub(super) fn admit(&self, at: RouteIndex, consent: impl FnOnce() -> Consent) -> Option<Refusal> {
        let route = self.table.routes[at];
        let required = Consent::required_by(route.tier);
        let is_gated = required > Consent::Stable && self.gate != Gate::Off;
        let requests = self.usage.count(at);
        if !is_gated && self.stamps[at].is_none() {
            return None;
        }
        let consent = if is_gated || self.on_use.is_some() {
            consent()
        } else {
            Consent::Stable
        };
        let without_consent = consent < required;
        let past_sunset = self.is_past_sunset(at);
        let refusal = if past_sunset && self.past_sunset == PastSunset::Gone && !self.kept[at] {
            Some(Refusal::Gone(route))
        } else if is_gated && without_consent && self.gate == Gate::Refuse {
            Some(Refusal::NotAccepted {
                route,
                given: consent,
                status: self.refusal,
            })
        } else {
            None
        };
        let is_deprecated = self.stamps[at].is_some();
        let requests = if is_deprecated { requests } else { 0 };
        if let Some(hook) = &self.on_use
            && (is_deprecated || without_consent)
        {
            hook(&Use {
                route,
                requests,
                consent,
                without_consent,
                past_sunset,
                refused: refusal.is_some(),
            });
        }
        refusal
    }

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

    fn sunset(&self, at: RouteIndex) -> Option<Moment> {
        self.table.routes[at].retirement?.sunset
    }

    pub(super) fn has_sunset(&self, at: RouteIndex) -> bool {
        self.sunset(at).is_some()
    }

    fn is_past_sunset(&self, at: RouteIndex) -> bool {
        let Some(sunset) = self.sunset(at).filter(|_| self.past_sunset != PastSunset::Serve) else {
            return false;
        };
        match (self.clock)().duration_since(UNIX_EPOCH) {
            Ok(now) => i64::try_from(now.as_secs()).is_ok_and(|now| sunset.seconds <= now),
            // Before 1970, whole seconds are rounded down.
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                sunset.seconds <= -seconds - i64::from(before.subsec_nanos() > 0)
            }
        }
    }

    /// Writes on a response what is promised of its route.
    pub(super) fn finish<B>(&self, found: Option<Found>, response: &mut Response<B>) {
        let answer = match found {
            Some(found) => self.answer(found, response.status()),
            None => self.bridged(response),
        };
        let Some(answer) = answer else { return };
        if self.is_bridge {
            let usage = self.usage.clone();
            response.extensions_mut().insert(Bridged { answer, usage });
            return;
        }
        if let Some(stamp) = &self.stamps[answer.route] {
            stamp.write(response.headers_mut(), self.expose);
        }
        if answer.serves_method && self.varies(answer.route) {
            vary(response.headers_mut());
        }
    }

    /// The route that a response is of.
    pub(super) fn answer(&self, found: Found, status: StatusCode) -> Option<Answer> {
        let (route, serves_method) = match found {
            Found::Route(route) => (route, true),
            Found::Path(path) if status == StatusCode::METHOD_NOT_ALLOWED => (self.table.retired(path)?, false),
            Found::Path(_) => return None,
        };
        Some(Answer { route, serves_method })
    }

    /// What a bridge of this layer left on the response.
    fn bridged<B>(&self, response: &Response<B>) -> Option<Answer> {
        let bridged = response.extensions().get::<Bridged>()?;
        bridged.usage.is_of(&self.usage).then_some(bridged.answer)
    }
}
