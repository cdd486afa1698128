//! A promise is kept wherever the layer is: around a router, inside it, behind a catch-all.

use axum::Router;
use axum::extract::Request;
use axum::routing::{any, get};
use stability::Tier;
use stability::route::Route;
use stability_http::server::{StabilityLayer, Unpromised};
use tower::{Layer as _, ServiceExt as _};

use super::{BETA, KEPT, OLD, PAGE, REST, SERVED, everything, inner, layer, layer_of, opaque, outcomes, send};

#[tokio::test]
async fn around_a_router() {
    let app = layer().served(SERVED).unwrap().layer(inner());
    assert_eq!(outcomes(Router::new().fallback_service(app), "").await, KEPT);
}

#[tokio::test]
async fn inside_a_router() {
    assert_eq!(outcomes(inner().layer(layer()), "").await, KEPT);
    assert_eq!(outcomes(inner().layer(layer().served(SERVED).unwrap()), "").await, KEPT);
    let nested = Router::new().nest("/v", inner());
    assert_eq!(outcomes(nested.layer(layer().mount("/v")), "/v").await, KEPT);
}

#[tokio::test]
async fn inside_a_router_that_is_nested() {
    let at_v = SERVED.map(|(method, path)| (method, format!("/v{path}")));
    let at_v = || at_v.iter().map(|(method, path)| (*method, path.as_str()));
    for layer in [
        layer().mount("/v"),
        layer().served(at_v()).unwrap(),
        layer().mount("/v").served(at_v()).unwrap(),
    ] {
        let app = Router::new().nest("/v", inner().layer(layer));
        assert_eq!(outcomes(app, "/v").await, KEPT);
    }
    // What is promised at one path is not promised at another that ends like it.
    let both = SERVED.into_iter().chain([("GET", "/v/beta"), ("GET", "/v/old")]);
    let app = Router::new().nest("/v", inner().layer(layer().served(both).unwrap()));
    assert_eq!(outcomes(app, "/v").await, [200, 200, 200]);
}

#[tokio::test]
async fn around_what_a_catch_all_serves() {
    let app = |layer: StabilityLayer| Router::new().route_service("/{*rest}", layer.layer(everything()));
    assert_eq!(outcomes(app(layer().served(SERVED).unwrap()), "").await, KEPT);
    // The list may name the catch-all, and it may be promised: the more specific path decides.
    let with_rest = SERVED.into_iter().chain([("GET", "/{*rest}")]);
    assert_eq!(
        outcomes(app(layer().served(with_rest.clone()).unwrap()), "").await,
        KEPT
    );
    let layer = layer_of(&[&BETA, &OLD, &REST]).served(with_rest).unwrap();
    assert_eq!(outcomes(app(layer), "").await, KEPT);
}

#[tokio::test]
async fn around_what_a_parameter_serves() {
    let served = SERVED.into_iter().chain([("GET", "/{page}")]);
    let layer = layer_of(&[&BETA, &OLD, &PAGE]).served(served).unwrap();
    let app = Router::new().route_service("/{page}", layer.layer(everything()));
    assert_eq!(outcomes(app, "").await, KEPT);
}

#[tokio::test]
async fn around_what_a_nested_catch_all_serves() {
    let app = |layer: StabilityLayer| {
        let nested = Router::new().route_service("/{*rest}", layer.layer(everything()));
        Router::new().nest("/v", nested)
    };
    // The list as the whole service has it, and as the service behind the catch-all sees it.
    let at_v = [("GET", "/v/beta"), ("GET", "/v/old"), ("GET", "/v/free")];
    assert_eq!(
        outcomes(app(layer().mount("/v").served(at_v).unwrap()), "/v").await,
        KEPT
    );
    assert_eq!(outcomes(app(layer().served(SERVED).unwrap()), "/v").await, KEPT);
}

#[tokio::test]
async fn inside_a_router_behind_a_catch_all() {
    let app = |layer: StabilityLayer| Router::new().route_service("/{*rest}", opaque(inner().layer(layer)));
    assert_eq!(outcomes(app(layer()), "").await, KEPT);
    assert_eq!(outcomes(app(layer().served(SERVED).unwrap()), "").await, KEPT);
    let nested = Router::new().nest("/v", app(layer().mount("/v")));
    assert_eq!(outcomes(nested, "/v").await, KEPT);
}

#[tokio::test]
async fn inside_a_handler_on_a_catch_all() {
    let service = layer().served(SERVED).unwrap().layer(everything());
    let handler = any(move |request: Request| service.clone().oneshot(request));
    let app = Router::new().route("/{*rest}", handler);
    assert_eq!(outcomes(app.clone(), "").await, KEPT);
    assert_eq!(outcomes(Router::new().nest("/v", app), "/v").await, KEPT);
}

#[tokio::test]
async fn a_bridge_behind_a_catch_all() {
    let around = layer();
    let bridge = around.bridge().served(SERVED).unwrap();
    let app = Router::new().route_service("/{*rest}", bridge.layer(everything()));
    let app = Router::new().fallback_service(around.layer(app));
    assert_eq!(outcomes(app, "").await, KEPT);
    // The bridge in a router there.
    let app = Router::new().route_service("/{*rest}", opaque(inner().layer(around.bridge())));
    let app = Router::new().fallback_service(around.layer(app));
    assert_eq!(outcomes(app, "").await, KEPT);
}

#[tokio::test]
async fn escaped_braces_are_text() {
    static LITERAL: Route = Route::new("GET", "/esc/{{x}}", Tier::Beta);
    static OTHER: Route = Route::new("GET", "/esc/{{y}}", Tier::Stable);
    let router = || {
        Router::new()
            .route("/esc/{{x}}", get(|| async { "served" }))
            .route("/esc/{{y}}", get(|| async { "served" }))
    };
    let served = [("GET", "/esc/{{x}}"), ("GET", "/esc/{{y}}")];
    let layer = layer_of(&[&LITERAL, &OTHER]);
    assert_eq!(layer.check_routes(served), Ok(()));
    let around = Router::new().fallback_service(layer.clone().served(served).unwrap().layer(router()));
    for app in [router().layer(layer), around] {
        assert_eq!(send(&app, "GET", "/esc/{x}").await.status(), 406);
        assert_eq!(send(&app, "GET", "/esc/{y}").await.status(), 200);
    }
}

/// A path that is rewritten inside of a layer that looks at paths is another path for it: the rewriting is around it.
#[tokio::test]
async fn a_path_is_rewritten_around_the_layer() {
    use tower_http::normalize_path::NormalizePath;

    let served = || layer().served(SERVED).unwrap();
    let inside = served().layer(NormalizePath::trim_trailing_slash(inner()));
    let inside = Router::new().fallback_service(inside);
    assert_eq!(send(&inside, "GET", "/beta/").await.status(), 200);
    let around = NormalizePath::trim_trailing_slash(served().layer(inner()));
    let around = Router::new().fallback_service(around);
    assert_eq!(send(&around, "GET", "/beta/").await.status(), 406);
    assert_eq!(send(&around, "GET", "/beta").await.status(), 406);
    let around = NormalizePath::trim_trailing_slash(inner().layer(layer()));
    let around = Router::new().fallback_service(around);
    assert_eq!(send(&around, "GET", "/beta/").await.status(), 406);
    // In the strict mode, what is not found is not served.
    let strict = served().unpromised(Unpromised::Refuse);
    let strict = Router::new().fallback_service(strict.layer(NormalizePath::trim_trailing_slash(inner())));
    assert_eq!(send(&strict, "GET", "/beta/").await.status(), 404);
}
