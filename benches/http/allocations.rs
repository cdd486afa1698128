//! The layer allocates nothing of its own for a request that it lets through.

mod services;

use futures_executor::block_on;
use http::{HeaderMap, HeaderValue, Request};
use stability_http_benches::{Counting, allocations};
use tower::Service;

#[global_allocator]
static COUNTING: Counting = Counting;

/// How often a request allocates, response included, after a first one.
fn of<S: Service<Request<()>>>(mut service: S, request: fn() -> Request<()>) -> u64
where
    S::Error: std::fmt::Debug,
{
    let mut answer = || {
        let request = request();
        allocations(|| block_on(service.call(request)).expect("the handler answers"))
    };
    answer();
    answer()
}

/// How often a map grows that takes the handler's headers and the three of a deprecated route.
fn of_the_map() -> u64 {
    allocations(|| {
        let mut headers = HeaderMap::new();
        let ours = [
            stability_http::server::DEPRECATION,
            stability_http::server::SUNSET,
            http::header::LINK,
        ];
        for name in services::HEADERS.into_iter().chain(ours) {
            headers.insert(name, HeaderValue::from_static("a"));
        }
        headers
    })
}

#[test]
fn only_the_header_map_allocates() {
    let alone = of(services::Handler, services::deprecated);
    let (peer, ours) = (
        of(services::set_headers(), services::deprecated),
        of(services::stability(), services::deprecated),
    );
    println!(
        "no layer {alone}, the map {}, SetResponseHeaderLayer {peer}, StabilityLayer {ours}",
        of_the_map()
    );
    assert_eq!(ours, of_the_map());
    assert_eq!(ours, peer);
    assert_eq!(of(services::stability(), services::lasting), alone);
    assert_eq!(of(services::stability(), services::unpromised), alone);
}
