//! Requests that no promise is made of are counted, reported or refused.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::routing::{any, get};
use stability_http::server::{
    Gate, PastSunset, RecordedRouter, RouteProblem, StabilityLayer, Unpromised, UnpromisedReason,
};
use tower::{Layer as _, ServiceExt as _};

use super::{BETA, OLD, SERVED, everything, inner, layer, layer_of, outcomes, send};

/// What a layer reported: method, path, reason, and whether it was refused.
type Reports = Arc<Mutex<Vec<(String, String, UnpromisedReason, bool)>>>;

fn reporting(layer: StabilityLayer) -> (StabilityLayer, Reports) {
    let reports = Reports::default();
    let log = Arc::clone(&reports);
    let layer = layer.on_unpromised(move |one| {
        let report = (one.method.to_owned(), one.path.to_owned(), one.reason, one.refused);
        log.lock().unwrap().push(report);
    });
    (layer, reports)
}

fn taken(reports: &Reports) -> Vec<(String, String, UnpromisedReason, bool)> {
    std::mem::take(&mut reports.lock().unwrap())
}

#[tokio::test]
async fn requests_are_counted_by_route_and_the_first_that_finds_none_is_reported() {
    let (layer, reports) = reporting(layer());
    let app = Router::new().nest("/v", inner().layer(layer.clone()));
    for _ in 0..3 {
        assert_eq!(outcomes(app.clone(), "/v").await, [200, 200, 200]);
    }
    let first = (
        "GET".to_owned(),
        "/v/beta".to_owned(),
        UnpromisedReason::FirstRequest,
        false,
    );
    assert_eq!(taken(&reports), [first]);
    assert_eq!(layer.usage().unpromised(), 9);
    assert_eq!(layer.usage().never_matched(), [&BETA, &OLD]);

    // Where a route is found first, nothing is reported.
    let (layer, reports) = reporting(layer_of(&[&BETA, &OLD]));
    let app = inner().layer(layer.clone());
    send(&app, "GET", "/beta").await;
    send(&app, "GET", "/free").await;
    assert_eq!(taken(&reports), []);
    let counts: Vec<_> = layer.usage().promised().iter().map(|count| count.requests).collect();
    assert_eq!(counts, [1, 0]);
    assert_eq!(
        (layer.usage().unpromised(), layer.usage().never_matched()),
        (1, vec![&OLD])
    );

    // Around a router, what the bridge found counts.
    let (around, reports) = reporting(layer_of(&[&BETA, &OLD]));
    let app = Router::new().fallback_service(around.layer(inner().layer(around.bridge())));
    send(&app, "GET", "/old").await;
    send(&app, "GET", "/free").await;
    assert_eq!((taken(&reports), around.usage().unpromised()), (vec![], 1));
    // A bridge that is not there finds nothing.
    let (around, reports) = reporting(layer_of(&[&BETA, &OLD]));
    let _ = around.bridge();
    let app = Router::new().fallback_service(around.layer(inner()));
    send(&app, "GET", "/old").await;
    assert_eq!(taken(&reports).len(), 1);
}

#[tokio::test]
async fn unpromised_requests_are_refused_below_the_mounts() {
    let strict = || {
        layer()
            .gate(Gate::Off)
            .past_sunset(PastSunset::Serve)
            .unpromised(Unpromised::Refuse)
    };
    let routes = || inner().route("/beta/any", any(|| async { "served" }));
    let nested = || {
        Router::new()
            .nest("/v", routes())
            .route("/elsewhere", get(|| async { "served" }))
    };
    let at_v = || {
        [
            ("GET", "/v/beta"),
            ("GET", "/v/old"),
            ("GET", "/v/free"),
            ("GET", "/elsewhere"),
        ]
    };
    let around = strict().mount("/v");
    for app in [
        nested().layer(strict().mount("/v")),
        Router::new()
            .nest("/v", routes().layer(strict().mount("/v")))
            .route("/elsewhere", get(|| async { "served" })),
        Router::new().fallback_service(strict().mount("/v").served(at_v()).unwrap().layer(nested())),
        Router::new().fallback_service(around.layer(nested().layer(around.bridge()))),
        Router::new().route_service("/{*rest}", strict().mount("/v").served(at_v()).unwrap().layer(nested())),
    ] {
        for (method, path, status) in [
            ("GET", "/v/beta", 200),
            ("HEAD", "/v/beta", 200),
            ("GET", "/v/free", 404),
            ("GET", "/v/beta/any", 404),
            ("POST", "/v/beta", 405),
            ("GET", "/elsewhere", 200),
        ] {
            assert_eq!(send(&app, method, path).await.status(), status, "{method} {path}");
        }
        let refused = send(&app, "GET", "/v/free").await;
        assert_eq!(refused.headers()["content-type"], "application/problem+json");
    }
}

/// A promise is of a method: what `any()` serves besides is let through, or refused in the strict mode.
#[tokio::test]
async fn a_method_that_nobody_promised_is_refused() {
    let router = || Router::new().route("/beta", any(|| async { "served" }));
    let gated = router().layer(layer_of(&[&BETA]));
    assert_eq!(send(&gated, "GET", "/beta").await.status(), 406);
    assert_eq!(send(&gated, "DELETE", "/beta").await.status(), 200);
    let (strict, reports) = reporting(layer_of(&[&BETA]).unpromised(Unpromised::Refuse));
    let strict = router().layer(strict);
    assert_eq!(send(&strict, "GET", "/beta").await.status(), 406);
    for _ in 0..2 {
        let refused = send(&strict, "DELETE", "/beta").await;
        assert_eq!(
            (refused.status().as_u16(), &refused.headers()["allow"]),
            (405, &"GET,HEAD".parse().unwrap())
        );
    }
    let report = ("DELETE".to_owned(), "/beta".to_owned(), UnpromisedReason::Method, true);
    assert_eq!(taken(&reports), [report]);
    // The question of a browser is not a use.
    let preflight = Request::options("/beta")
        .header("origin", "https://a.example")
        .header("access-control-request-method", "GET")
        .body(Body::empty());
    assert_eq!(strict.oneshot(preflight.unwrap()).await.unwrap().status(), 200);
}

#[tokio::test]
async fn unpromised_requests_are_reported_once_per_route() {
    let (layer, reports) = reporting(layer_of(&[&BETA]).unpromised(Unpromised::Report));
    let router = inner().route("/files/{*rest}", get(|| async { "served" }));
    let app = router.layer(layer.clone());
    send(&app, "GET", "/beta").await;
    for path in ["/free", "/files/a", "/free", "/files/b", "/nowhere/1", "/nowhere/2"] {
        assert!(send(&app, "GET", path).await.status().as_u16() != 406, "{path}");
    }
    let path = |path: &str| ("GET".to_owned(), path.to_owned(), UnpromisedReason::Path, false);
    assert_eq!(
        taken(&reports),
        [path("/free"), path("/files/{*rest}"), path("/nowhere/1")]
    );
    assert_eq!(layer.usage().unpromised(), 6);

    // Around a router, the list knows the templates.
    let (layer, reports) = reporting(layer_of(&[&BETA]).unpromised(Unpromised::Report));
    let served = SERVED.into_iter().chain([("GET", "/files/{*rest}")]);
    let app = Router::new().fallback_service(layer.served(served).unwrap().layer(everything()));
    for path in ["/beta", "/files/a", "/files/b"] {
        send(&app, "GET", path).await;
    }
    assert_eq!(taken(&reports), [path("/files/{*rest}")]);
}

#[tokio::test]
async fn a_recorded_router_lists_what_it_serves() {
    let nested = RecordedRouter::new()
        .route(Method::GET, "/", async || "served")
        .route(Method::GET, "/beta", async || "served")
        .route(Method::POST, "/beta", async || "served");
    let routes = RecordedRouter::new()
        .route(Method::GET, "/hidden", async || "served")
        .merge(RecordedRouter::new().nest("/v", nested));
    let served: Vec<_> = routes.served().collect();
    assert_eq!(
        served,
        [
            ("GET", "/hidden"),
            ("GET", "/v"),
            ("GET", "/v/beta"),
            ("POST", "/v/beta")
        ]
    );
    let layer = layer_of(&[&BETA]).mount("/v");
    let error = layer.check_routes(routes.served()).unwrap_err();
    let is_without_tier = |problem: &RouteProblem| matches!(problem, RouteProblem::WithoutTier { .. });
    assert!(error.problems().iter().all(is_without_tier), "{error}");
    assert_eq!(error.problems().len(), 3);
    // The list is what axum serves.
    let served: Vec<_> = served
        .iter()
        .map(|(method, path)| (method.to_string(), path.to_string()))
        .collect();
    let app = routes.into_router();
    for (method, path) in served {
        assert_eq!(send(&app, &method, &path).await.status(), 200, "{method} {path}");
    }
}
