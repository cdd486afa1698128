//! The layer as a middleware of actix-web 4, whose headers are those of `http` 0.2.
//!
//! It knows the route before the call, from the resource that actix-web matched, so that it needs no list of what is
//! served. `{tail}*` and `{tail:.*}` are the `{*rest}` of a promised route, and other patterns in braces do not matter. Where
//! one resource serves several routes, as behind a `{tail:.*}`, the layer needs [`served`](StabilityLayer::served).
//!
//! [`StabilityLayer::check_wiring`] does not ask actix-web: a test that calls each route, and
//! [`Usage::never_matched`](super::Usage::never_matched) after it, find a route that the middleware does not see.

mod pattern;

use std::fmt;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready as poll_ready};

use actix_web::body::EitherBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::error::InternalError;
use actix_web::http::header::{
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ALLOW, HeaderMap, HeaderName, HeaderValue, LINK,
    ORIGIN, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{Error, HttpResponse};
use pin_project_lite::pin_project;
use stability::route::Retirement;

use self::pattern::template_of;
use super::problem::Refusal;
use super::shared::{Answer, Shared};
use super::stamp::{EXPOSED, is_legal, names_accept_stability};
use super::table::Found;
use super::unpromised::Asked;
use super::{Consent, StabilityLayer};

/// [`StabilityLayer`] for `App::wrap`.
///
/// ```
/// use actix_web::{App, HttpResponse, web};
/// use stability_http::server::{Gate, StabilityLayer};
///
/// let layer = StabilityLayer::new([]).gate(Gate::Refuse);
/// let app = App::new()
///     .route("/skills/{id}", web::get().to(HttpResponse::Ok))
///     .wrap(stability_http::server::actix::Stability::from(layer));
/// # drop(app);
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone)]
pub struct Stability {
    shared: Arc<Shared>,
}

impl From<StabilityLayer> for Stability {
    fn from(layer: StabilityLayer) -> Self {
        Self { shared: layer.shared() }
    }
}

impl fmt::Debug for Stability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stability").finish_non_exhaustive()
    }
}

impl<S, B> Transform<S, ServiceRequest> for Stability
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Transform = StabilityMiddleware<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(StabilityMiddleware {
            inner,
            shared: Arc::clone(&self.shared),
        }))
    }
}

/// The service of [`Stability`].
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub struct StabilityMiddleware<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> fmt::Debug for StabilityMiddleware<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StabilityMiddleware").finish_non_exhaustive()
    }
}

impl<S, B> Service<ServiceRequest> for StabilityMiddleware<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = MiddlewareFuture<S::Future, B>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        let matched = request.match_pattern().map(|pattern| template_of(&pattern));
        let found = find(&shared, &request, matched.as_deref());
        let asked = || Asked {
            method: request.method().as_str(),
            path: request.path(),
            matched: matched.as_deref(),
        };
        let mut unplaced = None;
        let refusal = match found {
            _ if is_preflight(&request) => None,
            Some(Found::Route(route)) => {
                let fields = || request.headers().get_all("accept-stability").map(HeaderValue::as_bytes);
                shared.admit(route, || Consent::of_fields(fields()))
            }
            _ => {
                unplaced = shared.unplaced(found, asked);
                shared.admit_unpromised(found, asked)
            }
        };
        if let Some(unplaced) = unplaced {
            shared.report_unplaced(&unplaced, refusal.is_some());
        }
        if let Some(refusal) = refusal {
            let mut response = refused(&refusal);
            finish(&shared, found, response.status(), response.headers_mut());
            let response = request.into_response(response).map_into_right_body();
            return MiddlewareFuture {
                state: State::Refused {
                    response: Some(response),
                },
                found,
                shared,
            };
        }
        MiddlewareFuture {
            state: State::Inner {
                future: self.inner.call(request),
            },
            found,
            shared,
        }
    }
}

fn find(shared: &Shared, request: &ServiceRequest, matched: Option<&str>) -> Option<Found> {
    let table = &shared.table;
    let by_pattern = || table.template(matched?);
    // actix-web takes the first resource that fits, so its pattern decides, where it is precise.
    let path = if matched.is_some_and(|matched| !matched.contains("{*")) {
        by_pattern().or_else(|| table.place(request.path())?.path)
    } else {
        table.place(request.path()).map_or_else(by_pattern, |place| place.path)
    };
    let method = http::Method::from_bytes(request.method().as_str().as_bytes()).ok()?;
    Some(table.method(path?, &method))
}

fn is_preflight(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    request.method() == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn refused(refusal: &Refusal) -> HttpResponse {
    // It comes from a status.
    let status = StatusCode::from_u16(refusal.status().as_u16()).unwrap_or(StatusCode::NOT_ACCEPTABLE);
    let mut response = HttpResponse::build(status);
    if let Some(allow) = refusal.allow() {
        response.insert_header((ALLOW, allow));
    }
    response.content_type("application/problem+json").body(refusal.json())
}

/// Writes on a response what is promised of its route.
fn finish(shared: &Shared, found: Option<Found>, status: StatusCode, headers: &mut HeaderMap) {
    let status = http::StatusCode::from_u16(status.as_u16()).unwrap_or_default();
    let Some(Answer { route, serves_method }) = found.and_then(|found| shared.answer(found, status)) else {
        return;
    };
    if let Some(retirement) = shared.table.routes[route].retirement {
        stamp(retirement, headers, shared.expose);
    }
    let says = |field: &HeaderValue| names_accept_stability(field.as_bytes());
    if serves_method && shared.varies(route) && !headers.get_all(VARY).any(says) {
        headers.append(VARY, HeaderValue::from_static("accept-stability"));
    }
}

fn stamp(retirement: &Retirement, headers: &mut HeaderMap, expose: bool) {
    let sunset = retirement.sunset.map(|sunset| sunset.header);
    for (name, text) in [("deprecation", Some(retirement.on.header)), ("sunset", sunset)] {
        let name = HeaderName::from_static(name);
        if let Some(text) = text.filter(|text| is_legal(text))
            && !headers.contains_key(&name)
        {
            headers.insert(name, HeaderValue::from_static(text));
        }
    }
    if let Some(link) = retirement.link_header.filter(|link| is_legal(link))
        && !headers.get_all(LINK).any(|other| other == link)
    {
        headers.append(LINK, HeaderValue::from_static(link));
    }
    if expose
        && !headers
            .get_all(ACCESS_CONTROL_EXPOSE_HEADERS)
            .any(|other| other == EXPOSED)
    {
        headers.append(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

pin_project! {
    /// A response on its way, on which is written what is promised of its route.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    pub struct MiddlewareFuture<F, B> {
        #[pin]
        state: State<F, B>,
        found: Option<Found>,
        shared: Arc<Shared>,
    }
}

pin_project! {
    #[project = Projection]
    enum State<F, B> {
        Inner { #[pin] future: F },
        Refused { response: Option<ServiceResponse<EitherBody<B>>> },
    }
}

impl<F, B> fmt::Debug for MiddlewareFuture<F, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MiddlewareFuture").finish_non_exhaustive()
    }
}

impl<F, B> Future for MiddlewareFuture<F, B>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        Poll::Ready(match this.state.project() {
            Projection::Refused { response } => Ok(response.take().expect("a future is not polled after it is ready")),
            Projection::Inner { future } => match poll_ready!(future.poll(context)) {
                Ok(mut response) => {
                    finish(this.shared, *this.found, response.status(), response.headers_mut());
                    Ok(response.map_into_left_body())
                }
                // actix-web makes the response of an error further out: it is made here, so that it says the same.
                Err(error) => {
                    let mut response = error.error_response();
                    finish(this.shared, *this.found, response.status(), response.headers_mut());
                    Err(InternalError::from_response(error, response).into())
                }
            },
        })
    }
}
