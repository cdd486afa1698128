//! What the service tells of itself.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use metrics_exporter_prometheus::PrometheusHandle;

use crate::service::Documents;

/// Describes the interface, with the promise of each operation.
#[stability::route(stable(since = "0.7.0"))]
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "Documents",
    responses((status = 200, description = "An OpenAPI document", content_type = "application/json", body = Object))
)]
pub async fn openapi(State(documents): State<Arc<Documents>>) -> impl IntoResponse {
    let json = [(header::CONTENT_TYPE, "application/json")];
    (json, documents.openapi.clone())
}

/// Shows the OpenAPI document to people.
#[stability::route(evolving(since = "0.8.0", note = "a page for people; programs read the document"))]
#[utoipa::path(
    get,
    path = "/",
    tag = "Documents",
    responses((status = 200, description = "A page", content_type = "text/html", body = String))
)]
pub async fn page() -> Html<&'static str> {
    Html(include_str!("../page.html"))
}

/// Says of each deprecated route when it goes, and what its callers do.
#[stability::route(stable(since = "0.8.0"))]
#[utoipa::path(
    get,
    path = "/deprecations",
    tag = "Documents",
    responses((status = 200, description = "A page", content_type = "text/html", body = String))
)]
pub async fn deprecations(State(documents): State<Arc<Documents>>) -> Html<Bytes> {
    Html(documents.deprecations.clone())
}

/// Tells how often deprecated routes are used, in the text format of Prometheus.
#[stability::route(evolving(since = "0.8.0", note = "counters come and go with what they count"))]
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "Documents",
    responses((status = 200, description = "The counters", content_type = "text/plain", body = String))
)]
pub async fn metrics(State(prometheus): State<PrometheusHandle>) -> impl IntoResponse {
    let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (text, prometheus.render())
}
