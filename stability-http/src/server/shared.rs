//! The state of a layer and its services: the route of a request, whether it is permitted, and what its response
//! says.
//!
//! Of two promises for one route, the layer keeps the stricter one, so that no gate opens, and the checks at the start report
//! both. A match by the end of a path needs the list of served routes: without it `/{id}` would match any path. A 405 is
//! announced only where all routes of the path are deprecated in the same words. `evolving` needs no consent.

mod report;

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use http::{Request, Response, StatusCode};
use stability::route::Moment;

use super::Consent;
use super::problem::Refusal;
use super::settings::{Gate, PastSunset, Unpromised};
use super::stamp::{Stamp, vary};
use super::table::{Found, RouteIndex, Table};
use super::unpromised::UnpromisedHook;
use super::usage::{Usage, Use};

type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
type Hook = Arc<dyn Fn(&Use) + Send + Sync>;

/// The state that a layer and its services share.
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
    /// Whether the route has the request's method; otherwise only its path matches.
    pub serves_method: bool,
}

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

    /// The target of the request, if it is known before the response.
    pub(super) fn find<A>(&self, request: &Request<A>) -> Option<Found> {
        let path = request.uri().path();
        #[cfg(feature = "axum")]
        if let Some(matched) = super::matched::template_of(request.extensions()) {
            return Some(self.table.method(self.table.matched(matched, path)?, request.method()));
        }
        Some(self.table.method(self.table.place(path)?.path?, request.method()))
    }

    /// Whether the response may have something written on it.
    pub(super) fn writes_headers(&self, found: Option<Found>) -> bool {
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

    /// The extension that a bridge of this layer added to the response.
    fn bridged<B>(&self, response: &Response<B>) -> Option<Answer> {
        let bridged = response.extensions().get::<Bridged>()?;
        bridged.usage.is_of(&self.usage).then_some(bridged.answer)
    }
}
