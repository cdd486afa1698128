//! A service whose routes end in every way that a route can.

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use stability_http::server::{Gate, StabilityLayer};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any, CorsLayer};

/// The handlers. Their routes are below the prefix under which [`router`] nests them.
#[stability::area("Skills")]
pub mod skills {
    use std::convert::Infallible;

    use axum::Json;
    use axum::body::Body;
    use axum::extract::Path;
    use axum::http::{StatusCode, header};
    use axum::response::{IntoResponse, Response};
    use futures_util::stream;
    use serde_json::{Value, json};

    /// Ends as the id says.
    #[deprecated_route(
        GET,
        "/skills/{id}",
        stable(since = "0.1.0"),
        on = "2026-09-01",
        sunset = "2099-01-01",
        link = "https://ornn.example/moved",
        successor = "/api/v2/skills"
    )]
    pub(super) async fn read(Path(id): Path<u16>) -> Response {
        match id {
            404 => (StatusCode::NOT_FOUND, "no such skill").into_response(),
            500 => (StatusCode::INTERNAL_SERVER_ERROR, "broken").into_response(),
            // The panic is a response of its own inside the layer.
            600 => panic!("this is caught"),
            id => Json(json!({ "id": id })).into_response(),
        }
    }

    /// Is no skill, though its path looks like one; nothing is promised of it.
    pub(super) async fn me() -> &'static str {
        "me"
    }

    /// Takes JSON.
    #[deprecated_route(POST, "/skills", on = "2026-09-01T02:00:00+02:00")]
    pub(super) async fn add(Json(skill): Json<Value>) -> (StatusCode, Json<Value>) {
        (StatusCode::CREATED, Json(skill))
    }

    /// Is not deprecated, beside a method that is.
    #[route(GET, "/skills", stable(since = "0.1.0"))]
    pub(super) async fn list() -> impl IntoResponse {
        ([(header::LINK, "</api/v1/skills?page=2>; rel=\"next\"")], "a page")
    }

    /// Is experimental and deprecated.
    #[deprecated_route(GET, "/ratings", beta, on = "2026-09-01", sunset = "2099-12-31T23:59:59Z")]
    pub(super) async fn ratings() -> impl IntoResponse {
        ([(header::VARY, "accept")], "ratings")
    }

    /// Is experimental.
    #[route(GET, "/guesses", experimental)]
    pub(super) async fn guesses() -> &'static str {
        "guesses"
    }

    /// Has a body whose length nobody knows.
    #[deprecated_route(GET, "/stream", on = "2026-09-01", link = "/moved")]
    pub(super) async fn streamed() -> Body {
        let parts = ["one ", "two ", "three"].map(Ok::<_, Infallible>);
        Body::from_stream(stream::iter(parts))
    }

    /// Knows better.
    #[deprecated_route(GET, "/own", on = "2026-09-01", sunset = "2099-01-01", link = "/moved")]
    pub(super) async fn own() -> impl IntoResponse {
        let headers = [
            ("deprecation", "@1700000000"),
            ("sunset", "Sat, 02 Jan 2100 00:00:00 GMT"),
            ("link", "</own?page=2>; rel=\"next\""),
        ];
        (headers, "own")
    }

    /// Has its route from utoipa.
    #[deprecated_route(beta, on = "2026-09-01")]
    #[utoipa::path(put, path = "/described/{id}", responses((status = 200)))]
    pub(super) async fn described(Path(id): Path<String>) -> String {
        id
    }
}

/// A route that has its method and path from a `#[utoipa::path]` below it.
#[stability::route(stable(since = "0.1.0"))]
#[utoipa::path(get, path = "/health", responses((status = 200)))]
async fn health() -> &'static str {
    "well"
}

/// Where the layer is.
#[derive(Clone, Copy, Debug)]
pub enum Placement {
    /// In `Router::layer`.
    Inside,
    /// Around the router, with the list of what it serves.
    Around,
    /// Around the router, with its bridge inside.
    Bridged,
}

/// What the service serves.
pub const SERVED: [(&str, &str); 11] = [
    ("GET", "/api/v1/skills/{id}"),
    ("GET", "/api/v1/skills/me"),
    ("GET", "/api/v1/skills"),
    ("POST", "/api/v1/skills"),
    ("GET", "/api/v1/ratings"),
    ("GET", "/api/v1/guesses"),
    ("GET", "/api/v1/stream"),
    ("GET", "/api/v1/own"),
    ("PUT", "/api/v1/described/{key}"),
    ("GET", "/api/v1/health"),
    ("GET", "/raw/{*rest}"),
];

/// The layer as the service has it.
pub fn layer() -> StabilityLayer {
    StabilityLayer::linked().mount("/api/v1").gate(Gate::Refuse)
}

/// The service with the layer in that place.
///
/// # Panics
///
/// When what is served is not what [`SERVED`] says.
pub fn router(layer: &StabilityLayer, placement: Placement) -> Router {
    let inner = ServiceBuilder::new()
        .layer(CorsLayer::new().allow_origin(Any))
        .layer(CatchPanicLayer::new());
    let app = app().layer(inner);
    match placement {
        Placement::Inside => app.layer(layer.clone()),
        Placement::Around => {
            let layer = layer.clone().served(SERVED).expect("these are served");
            Router::new().fallback_service(tower::Layer::layer(&layer, app))
        }
        Placement::Bridged => {
            let app = app.layer(layer.bridge());
            Router::new().fallback_service(tower::Layer::layer(layer, app))
        }
    }
}

fn app() -> Router {
    let skills = Router::new()
        .route("/skills/{id}", get(skills::read))
        .route("/skills/me", get(skills::me))
        .route("/skills", post(skills::add).get(skills::list))
        .route("/ratings", get(skills::ratings))
        .route("/guesses", get(skills::guesses))
        .route("/stream", get(skills::streamed))
        .route("/own", get(skills::own))
        .route("/described/{key}", axum::routing::put(skills::described))
        .route("/health", get(health));
    Router::new().nest("/api/v1", skills).route(
        "/raw/{*rest}",
        get(|headers: HeaderMap| async move { headers.len().to_string() }),
    )
}
