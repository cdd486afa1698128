//! The services that are compared: a handler that answers at once, alone and in layers.

use std::convert::Infallible;
use std::future::{Ready, ready};

use http::{HeaderName, HeaderValue, Request, Response};
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use stability_http::server::StabilityLayer;
use tower::layer::util::Identity;
use tower::{Layer, Service, ServiceBuilder};
use tower_http::set_header::SetResponseHeaderLayer;

/// What the handler writes itself: as much as leaves no room for three more headers in a map that never grew.
pub const HEADERS: [HeaderName; 4] = [
    http::header::CONTENT_TYPE,
    http::header::CACHE_CONTROL,
    http::header::ETAG,
    http::header::LAST_MODIFIED,
];

const RETIREMENT: Retirement = Retirement {
    sunset: Some(Moment {
        written: "2027-01-01",
        seconds: 1_798_761_600,
        header: "Fri, 01 Jan 2027 00:00:00 GMT",
    }),
    link_header: Some("<https://ornn.example/moved>; rel=\"deprecation\", </api/v2/skills>; rel=\"successor-version\""),
    ..Retirement::new(Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    })
};

/// A handler.
#[derive(Clone, Copy)]
pub struct Handler;

impl Service<Request<()>> for Handler {
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Ready<Result<Response<String>, Infallible>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Infallible>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<()>) -> Self::Future {
        let mut response = Response::new(String::new());
        for name in HEADERS {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static("text/plain"));
        }
        ready(Ok(response))
    }
}

type SetHeader = SetResponseHeaderLayer<HeaderValue>;
type Thrice = tower::layer::util::Stack<
    SetHeader,
    tower::layer::util::Stack<SetHeader, tower::layer::util::Stack<SetHeader, Identity>>,
>;

/// The peer, once for each of the three headers.
pub fn set_headers() -> <Thrice as Layer<Handler>>::Service {
    let set = |name, value| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    ServiceBuilder::new()
        .layer(set("deprecation", RETIREMENT.on.header))
        .layer(set("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"))
        .layer(set("link", RETIREMENT.link_header.unwrap_or_default()))
        .service(Handler)
}

/// The layer over a hundred routes, of which every second is deprecated.
pub fn stability() -> <StabilityLayer as Layer<Handler>>::Service {
    let routes: Vec<&'static Route> = (0..100)
        .map(|at| {
            let path: &'static str = format!("/api/v1/resource-{at}/{{id}}/part").leak();
            let retirement = (at % 2 == 0).then_some(const { &RETIREMENT });
            &*Box::leak(Box::new(Route {
                retirement,
                ..Route::new("GET", path, Tier::Stable)
            }))
        })
        .collect();
    let served: Vec<(&str, &str)> = routes.iter().map(|route| (route.method, route.path)).collect();
    StabilityLayer::new(routes)
        .served(served)
        .expect("these are templates")
        .layer(Handler)
}

/// A request to a deprecated route.
pub fn deprecated() -> Request<()> {
    get("/api/v1/resource-42/7/part")
}

/// A request to a route that stays.
pub fn lasting() -> Request<()> {
    get("/api/v1/resource-43/7/part")
}

/// A request to a route of which nothing is promised.
pub fn unpromised() -> Request<()> {
    get("/somewhere/else")
}

fn get(path: &'static str) -> Request<()> {
    let mut request = Request::new(());
    *request.uri_mut() = http::Uri::from_static(path);
    request
}
