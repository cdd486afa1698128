//! Greets people over HTTP.

use axum::Router;
use axum::routing::get;
use stability_http::server::{PastSunset, StabilityLayer};

/// Greets.
#[stability::deprecated_route(
    GET,
    "/v1/greeting",
    stable(since = "1.0.0"),
    since = "next",
    on = "2030-09-01",
    sunset = "2031-01-01",
    successor = "/v2/greeting",
    link = "https://greeter.example/deprecations"
)]
async fn greeting() -> &'static str {
    "Hello!"
}

/// Greets in JSON.
#[stability::route(GET, "/v2/greeting", stable(since = "next"))]
async fn greeting_as_json() -> &'static str {
    r#"{"greeting":"Hello!"}"#
}

/// The service.
pub fn app(stability: StabilityLayer) -> Router {
    Router::new()
        .route("/v1/greeting", get(greeting))
        .route("/v2/greeting", get(greeting_as_json))
        .layer(stability.past_sunset(PastSunset::Gone))
}
