//! The service of docs/service-tutorial.md: what the page shows of its responses and of its document. The commands of that page are
//! replayed by the tests of `cargo stability`.

use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::{Value, json};
use stability_http::server::StabilityLayer;
use tower::ServiceExt;

/// The second `src/lib.rs` of the page.
#[rustfmt::skip]
#[allow(clippy::unused_async, clippy::must_use_candidate, reason = "it is a page, which shows handlers as services have them")]
mod service;

/// The `src/main.rs` of the page, which is compiled here and not called. It names the package.
#[allow(dead_code, reason = "nobody calls it")]
mod serve;

extern crate self as greeter;
pub use service::app;

const PAGE: &str = include_str!("../../../../docs/service-tutorial.md");

/// 2030-09-01, when the old route is deprecated.
const DEPRECATED: u64 = 1_914_451_200;
/// 2031-01-01, when it ends.
const SUNSET: u64 = 1_924_992_000;

/// A request and its response at this time, as the page shows them.
async fn exchange(path: &str, seconds: u64) -> String {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let app = app(StabilityLayer::linked().clock(move || now));
    let request = Request::get(path).body(Body::empty()).expect("it is a request");
    let response = app.oneshot(request).await.expect("it answers");
    let mut text = format!("GET {path}\n\n{}\n", response.status());
    for name in ["deprecation", "sunset", "link"] {
        if let Some(value) = response.headers().get(name) {
            text += &format!("{name}: {}\n", value.to_str().expect("it is text"));
        }
    }
    let body = to_bytes(response.into_body(), 1024).await.expect("it has a body");
    text + "\n" + str::from_utf8(&body).expect("it is text") + "\n"
}

#[test]
fn the_service_is_that_of_the_page() {
    let source = include_str!("service.rs");
    assert!(PAGE.contains(&format!("```rust src/lib.rs\n{source}```")));
    let main = include_str!("serve.rs");
    assert!(PAGE.contains(&format!("```rust\n{main}```")));
}

#[tokio::test]
async fn responses_are_as_the_page_shows_them() {
    let announced = exchange("/v1/greeting", DEPRECATED).await;
    assert!(PAGE.contains(&format!("```http\n{announced}```")), "{announced}");
    let refused = exchange("/v1/greeting", SUNSET).await;
    let shown = "GET /v1/greeting\n\n410 Gone\n";
    assert!(refused.starts_with(shown) && !refused.contains("Hello!"), "{refused}");
    assert!(PAGE.contains(&format!("```http\n{shown}```")));
    assert_eq!(
        exchange("/v2/greeting", SUNSET).await,
        "GET /v2/greeting\n\n200 OK\n\n{\"greeting\":\"Hello!\"}\n"
    );
}

#[test]
fn the_document_is_as_the_page_shows_it() {
    let operation = || json!({ "get": { "responses": { "200": { "description": "a greeting" } } } });
    let mut document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Greeter", "version": "1.1.0" },
        "paths": { "/v1/greeting": operation(), "/v2/greeting": operation() },
    });
    let report = stability_http::openapi::annotate(&mut document, stability::registry::routes());
    assert_eq!(report.to_string(), "");
    let (_, shown) = PAGE.split_once("```json\n").expect("the page shows the document");
    let (shown, _) = shown.split_once("```").expect("the block ends");
    let shown: Value = serde_json::from_str(shown).expect("it is JSON");
    assert_eq!(document["paths"]["/v1/greeting"]["get"], shown, "{document:#}");
    assert_eq!(document["paths"]["/v2/greeting"]["get"]["x-stability"], "stable");
}
