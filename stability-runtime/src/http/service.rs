//! The service: which route a request leads to, whether it is let through, and what its response says.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::task::{Context, Poll};
use std::time::{SystemTime, UNIX_EPOCH};

use http::header::{ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use tower_service::Service;

use super::Consent;
use super::future::ResponseFuture;
use super::layer::{Gate, PastSunset};
use super::problem::Refusal;
use super::stamp::{Stamp, vary};
use super::table::{Found, RouteIndex, Table};
use super::usage::{Usage, Use};

/// What [`StabilityLayer`](super::StabilityLayer) puts around a service.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::StabilityService"))]
#[derive(Clone)]
pub struct StabilityService<S, M = FromText> {
    inner: S,
    shared: Arc<Shared>,
    make_body: M,
}

impl<S, M> StabilityService<S, M> {
    pub(super) fn new(inner: S, shared: Arc<Shared>, make_body: M) -> Self {
        Self {
            inner,
            shared,
            make_body,
        }
    }
}

impl<S: fmt::Debug, M> fmt::Debug for StabilityService<S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StabilityService")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

/// Makes the body of a refusal from the text of its problem details.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::MakeBody"))]
#[diagnostic::on_unimplemented(
    message = "the body `{B}` of the service is not made from a `String`, and refusals need one",
    label = "this makes no `{B}`",
    note = "say how by `StabilityLayer::body(|json| …)`, or put the layer where bodies are made from text, as around a router"
)]
pub trait MakeBody<B> {
    /// The body.
    fn make_body(&self, json: String) -> B;
}

/// Bodies that are made from a `String` by `From`, as those of axum and hyper are.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::FromText"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FromText;

impl<B: From<String>> MakeBody<B> for FromText {
    fn make_body(&self, json: String) -> B {
        json.into()
    }
}

impl<B, F: Fn(String) -> B> MakeBody<B> for F {
    fn make_body(&self, json: String) -> B {
        self(json)
    }
}

impl<S, A, B, M> Service<Request<A>> for StabilityService<S, M>
where
    S: Service<Request<A>, Response = Response<B>>,
    M: MakeBody<B>,
{
    type Response = Response<B>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, B>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<A>) -> Self::Future {
        let found = self.shared.find(&request);
        if let Some(Found::Route(route)) = found
            && !is_preflight(request.method(), request.headers())
            && let Some(refusal) = self.shared.admit(route, || Consent::of(request.headers()))
        {
            let route = self.shared.table.routes[route];
            let response = refusal.respond(route, |json| self.make_body.make_body(json));
            return ResponseFuture::refused(response, found, Arc::clone(&self.shared));
        }
        let shared = self.shared.speaks(found).then(|| Arc::clone(&self.shared));
        ResponseFuture::inner(self.inner.call(request), found, shared)
    }
}

/// The question of a browser whether a script may send a request.
fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS && headers.contains_key(ORIGIN) && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
type Hook = Arc<dyn Fn(&Use) + Send + Sync>;

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
            expose: false,
            is_bridge: false,
        }
    }

    /// What the request leads to, where that is known before it is answered.
    fn find<A>(&self, request: &Request<A>) -> Option<Found> {
        #[cfg(feature = "axum")]
        if let Some(matched) = request.extensions().get::<axum::extract::MatchedPath>() {
            let path = self.table.template(matched.as_str())?;
            return Some(self.table.method(path, request.method()));
        }
        let path = self.table.path(request.uri().path())?;
        Some(self.table.method(path, request.method()))
    }

    /// Whether the response may have something written on it.
    fn speaks(&self, found: Option<Found>) -> bool {
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
            Some(Refusal::Gone)
        } else if is_gated && without_consent && self.gate == Gate::Refuse {
            Some(Refusal::NotAccepted {
                given: consent,
                status: self.refusal,
            })
        } else {
            None
        };
        let is_deprecated = self.stamps[at].is_some();
        let requests = if is_deprecated { self.usage.count(at) } else { 0 };
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

    fn is_past_sunset(&self, at: RouteIndex) -> bool {
        let retirement = self.table.routes[at].retirement;
        let sunset = retirement.and_then(|retirement| retirement.sunset);
        let Some(sunset) = sunset.filter(|_| self.past_sunset != PastSunset::Serve) else {
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
