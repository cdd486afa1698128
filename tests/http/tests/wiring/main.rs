//! Every way to put the layer and a router together: a promise is kept in each of them, or the fault is found.

#![forbid(unsafe_code)]

mod check;
mod placement;
mod unpromised;

use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use stability_http::server::{Gate, PastSunset, StabilityLayer};
use tower::ServiceExt as _;
use tower::util::BoxCloneSyncService;

const SUNSET: u64 = 1_798_761_600;

static RETIREMENT: Retirement = Retirement {
    sunset: Some(Moment {
        written: "2027-01-01",
        seconds: SUNSET.cast_signed(),
        header: "Fri, 01 Jan 2027 00:00:00 GMT",
    }),
    ..Retirement::new(Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    })
};
static BETA: Route = Route::new("GET", "/beta", Tier::Beta);
static OLD: Route = Route {
    retirement: Some(&RETIREMENT),
    ..Route::new("GET", "/old", Tier::Stable)
};
static REST: Route = Route::new("GET", "/{*rest}", Tier::Stable);
static PAGE: Route = Route::new("GET", "/{page}", Tier::Stable);

const SERVED: [(&str, &str); 3] = [("GET", "/beta"), ("GET", "/old"), ("GET", "/free")];

/// A layer that refuses what it should: beta without consent, and what is past its sunset.
fn layer_of(routes: &[&'static Route]) -> StabilityLayer {
    let late = || std::time::UNIX_EPOCH + std::time::Duration::from_secs(SUNSET);
    StabilityLayer::new(routes.iter().copied())
        .gate(Gate::Refuse)
        .past_sunset(PastSunset::Gone)
        .clock(late)
}

fn layer() -> StabilityLayer {
    layer_of(&[&BETA, &OLD])
}

/// A service that answers to everything.
fn everything() -> Router {
    Router::new().fallback(|| async { "served" })
}

/// The same with routes of its own.
fn inner() -> Router {
    Router::new()
        .route("/beta", get(|| async { "served" }))
        .route("/old", get(|| async { "served" }))
        .route("/free", get(|| async { "served" }))
}

/// axum refuses to take a router for a service, and does not recognise it in here.
fn opaque(router: Router) -> BoxCloneSyncService<Request, Response, Infallible> {
    BoxCloneSyncService::new(router)
}

async fn send(app: &Router, method: &str, path: &str) -> Response {
    let request = Request::builder().method(method).uri(path).body(Body::empty());
    app.clone().oneshot(request.unwrap()).await.unwrap()
}

/// What becomes of a gated route, of one past its sunset, and of one that nobody promised.
async fn outcomes(app: Router, prefix: &str) -> [u16; 3] {
    let status = async |path: &str| send(&app, "GET", &format!("{prefix}{path}")).await.status().as_u16();
    let outcomes = [status("/beta").await, status("/old").await, status("/free").await];
    if outcomes[1] == 410 {
        let gone = send(&app, "GET", &format!("{prefix}/old")).await;
        assert_eq!(gone.headers()["deprecation"], "@1788220800");
    }
    outcomes
}

const KEPT: [u16; 3] = [406, 410, 200];
