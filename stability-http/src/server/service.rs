//! The service that the layer puts around another.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use http::{HeaderMap, Method, Request, Response};
use tower_service::Service;

use super::Consent;
use super::future::ResponseFuture;
use super::probe::Probe;
use super::shared::Shared;
use super::table::Found;
use super::unpromised::Asked;

/// The service of [`StabilityLayer`](super::StabilityLayer).
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub struct StabilityService<S, M = FromText> {
    inner: S,
    shared: Arc<Shared>,
    make_body: M,
}

impl<S, M> StabilityService<S, M> {
    pub(super) fn new(inner: S, shared: Arc<Shared>, make_body: M) -> Self {
        #[cfg(feature = "axum")]
        super::coverage::note(&shared);
        Self {
            inner,
            shared,
            make_body,
        }
    }
}

impl<S: Clone, M: Clone> Clone for StabilityService<S, M> {
    fn clone(&self) -> Self {
        Self::new(self.inner.clone(), Arc::clone(&self.shared), self.make_body.clone())
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
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[diagnostic::on_unimplemented(
    message = "the body `{B}` of the service does not implement `From<String>`, which the layer needs to refuse requests",
    label = "this does not create a `{B}`",
    note = "call `StabilityLayer::body(|json| …)` with a function that creates the body, or put the layer around a \
         service whose body implements `From<String>`, for example a router"
)]
pub trait MakeBody<B> {
    /// The body.
    fn make_body(&self, json: String) -> B;
}

/// Bodies that are made from a `String` by `From`, as those of axum and hyper are.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
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
        let shared = &self.shared;
        let found = shared.find(&request);
        let mut unplaced = None;
        let refusal = match found {
            _ if is_preflight(request.method(), request.headers()) => None,
            Some(Found::Route(route)) => shared.admit(route, || Consent::of(request.headers())),
            _ => {
                if let Some(probe) = request.extensions().get::<Probe>() {
                    if probe.is_seen(shared, found) {
                        let response = Response::new(self.make_body.make_body(String::new()));
                        return ResponseFuture::answered(response, found, Arc::clone(shared), None);
                    }
                    return ResponseFuture::inner(self.inner.call(request), found, None, None);
                }
                unplaced = shared.unplaced(found, || request_of(&request));
                shared.admit_unpromised(found, || request_of(&request))
            }
        };
        if let Some(refusal) = refusal {
            let response = refusal.respond(|json| self.make_body.make_body(json));
            return ResponseFuture::answered(response, found, Arc::clone(shared), unplaced);
        }
        let shared = (unplaced.is_some() || shared.writes_headers(found)).then(|| Arc::clone(shared));
        ResponseFuture::inner(self.inner.call(request), found, shared, unplaced)
    }
}

fn request_of<A>(request: &Request<A>) -> Asked<'_> {
    Asked {
        method: request.method().as_str(),
        path: request.uri().path(),
        #[cfg(feature = "axum")]
        matched: super::matched::template_of(request.extensions()),
        #[cfg(not(feature = "axum"))]
        matched: None,
    }
}

/// The question of a browser whether a script may send a request.
fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS && headers.contains_key(ORIGIN) && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}
