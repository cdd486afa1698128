//! A check at the start finds forgotten wiring, and runs no handler.

use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::routing::{MethodRouter, get, post};
use stability::Tier;
use stability::route::Route;
use stability_http::server::{RouteErrors, RouteProblem, StabilityLayer, Unpromised};
use tower::Layer as _;
use tower_http::catch_panic::CatchPanicLayer;

use super::{BETA, OLD, SERVED, inner, layer, layer_of, opaque, outcomes, send};

/// The routes that a check of the wiring misses.
async fn unseen(layer: &StabilityLayer, app: Router) -> Vec<String> {
    let errors: Result<(), RouteErrors> = layer.check_wiring::<Body, _>(app).await;
    let problems = errors
        .err()
        .map(|errors| errors.problems().to_vec())
        .unwrap_or_default();
    let route = |problem| match problem {
        RouteProblem::Unseen { route, .. } => route.to_string(),
        other => panic!("{other}"),
    };
    problems.into_iter().map(route).collect()
}

#[tokio::test]
async fn forgotten_wiring_is_found_at_the_start() {
    let both = ["GET /beta", "GET /old"];
    // A nested layer without a mount.
    let forgotten = layer();
    let app = Router::new().nest("/v", inner().layer(forgotten.clone()));
    assert_eq!(unseen(&forgotten, app.clone()).await, both);
    assert_eq!(outcomes(app, "/v").await, [200, 200, 200]);
    let error = forgotten
        .check_routes([("GET", "/v/beta"), ("GET", "/v/old")])
        .unwrap_err();
    assert_eq!(
        error.problems()[0].to_string(),
        "`GET /beta` is served at `/v/beta`, but the layer looks for it at `/beta`: add the prefix with `mount(\"/v\")`, or pass the list of served routes to `served`"
    );
    assert_eq!(error.problems().len(), 2);
    // A layer that was added before one of the routes.
    let early = layer();
    let app = Router::new()
        .route("/old", get(|| async { "served" }))
        .layer(early.clone());
    let app = app.route("/beta", get(|| async { "served" }));
    assert_eq!(unseen(&early, app).await, both[..1]);
    // A bridge that was forgotten, and a layer that was.
    let around = layer();
    let _ = around.bridge();
    assert_eq!(
        unseen(&around, Router::new().fallback_service(around.layer(inner()))).await,
        both
    );
    assert_eq!(unseen(&around, inner()).await, both);
}

#[tokio::test]
async fn wiring_that_holds_is_silent_and_reaches_no_handler() {
    let handlers = || {
        let never = async || -> &'static str { panic!("a probe reached a handler") };
        Router::<()>::new().route("/beta", get(never)).route("/old", get(never))
    };
    let inside = layer();
    assert_eq!(unseen(&inside, handlers().layer(inside.clone())).await, [""; 0]);
    let mounted = layer().mount("/v");
    let app = Router::new().nest("/v", handlers().layer(mounted.clone()));
    assert_eq!(unseen(&mounted, app).await, [""; 0]);
    // One of several mounts is enough.
    let mounted = layer().mount("/v").mount("/w");
    let app = Router::new().nest("/w", handlers()).layer(mounted.clone());
    assert_eq!(unseen(&mounted, app).await, [""; 0]);
    let served = layer().served(SERVED).unwrap();
    assert_eq!(
        unseen(&served, Router::new().fallback_service(served.layer(handlers()))).await,
        [""; 0]
    );
    let around = layer();
    let app = handlers().layer(around.bridge());
    assert_eq!(
        unseen(&around, Router::new().fallback_service(around.layer(app))).await,
        [""; 0]
    );
    let bridge = around.bridge().served(SERVED).unwrap();
    let app = Router::new().route_service("/{*rest}", bridge.layer(handlers()));
    assert_eq!(
        unseen(&around, Router::new().fallback_service(around.layer(app))).await,
        [""; 0]
    );
    // A layer in the strict mode sees the same, and nothing was counted.
    let strict = layer().unpromised(Unpromised::Refuse);
    assert_eq!(unseen(&strict, handlers().layer(strict.clone())).await, [""; 0]);
    for layer in [inside, mounted, served, around, strict] {
        assert_eq!(layer.usage().never_matched().len(), 2);
        assert_eq!(layer.usage().unpromised(), 0);
    }
}

/// What a check of the wiring says.
async fn findings(layer: &StabilityLayer, app: Router) -> Vec<String> {
    let errors = layer.check_wiring::<Body, _>(app).await.err();
    let problems = errors.iter().flat_map(RouteErrors::problems);
    problems.map(ToString::to_string).collect()
}

static WRITE: Route = Route::new("POST", "/beta", Tier::Beta);

async fn never() -> &'static str {
    panic!("a probe reached a handler")
}

#[tokio::test]
async fn a_method_beside_the_layer_is_found_without_running_it() {
    let layer = || layer_of(&[&BETA, &WRITE]);
    let unseen = |route: &str| {
        format!(
            "`{route}` is promised, but the layer does not see requests to it at `/beta`: add the route to the router before \
             the layer, pass the prefixes of `nest` to `mount`, or put the layer around the router with `served`"
        )
    };
    // All methods come through it, with a state and behind other layers too.
    let all = layer();
    for app in [
        Router::new().route("/beta", get(never).post(never)).layer(all.clone()),
        Router::new().route("/beta", get(never).post(never).layer(all.clone())),
        Router::new()
            .route("/beta", get(async |_: State<u8>| never().await).post(never))
            .layer(all.clone())
            .with_state(1)
            .layer(CatchPanicLayer::new()),
        Router::new()
            .route("/beta", get(never))
            .layer(all.clone())
            .merge(Router::new().route("/beta", post(never)).layer(all.clone())),
    ] {
        assert_eq!(findings(&all, app).await, [""; 0]);
    }
    // One of them was added after the layer, or merged with what has it.
    let early = layer();
    let added = Router::new().route("/beta", get(never).layer(early.clone()).post(never));
    let merged = Router::new()
        .route("/beta", post(never))
        .merge(Router::new().route("/beta", get(never)).layer(early.clone()));
    for app in [added.clone(), merged] {
        assert_eq!(findings(&early, app).await, [unseen("POST /beta")]);
    }
    let nothing = Router::new().route(
        "/beta",
        MethodRouter::<(), Infallible>::new()
            .layer(early.clone())
            .get(never)
            .post(never),
    );
    assert_eq!(
        findings(&early, nothing).await,
        [unseen("GET /beta"), unseen("POST /beta")]
    );
    // `HEAD` is promised with `GET`.
    let head = layer_of(&[&BETA]);
    let app = Router::new().route("/beta", get(never).layer(head.clone()).head(never));
    assert_eq!(findings(&head, app).await, [unseen("GET /beta")]);
    // Where the router is hidden, its methods cannot be told apart.
    let not_checked = |method: &str| {
        format!(
            "`{method} /beta` was not checked: the layer sees requests to `/beta`, but this service does not show whether it \
             sees the method `{method}`. Call `check_wiring` with the `axum::Router` that has the layer, before you put that \
             into another service"
        )
    };
    let hidden = Router::new().fallback_service(opaque(added));
    assert_eq!(
        findings(&early, hidden).await,
        [not_checked("GET"), not_checked("POST")]
    );
    // The layer around the whole sees all methods, wherever it is placed.
    let around = layer().served([("GET", "/beta"), ("POST", "/beta")]).unwrap();
    let app = around.layer(Router::new().route("/beta", get(never).post(never)));
    let app = Router::new().fallback_service(app);
    assert_eq!(findings(&around, app.clone()).await, [""; 0]);
    let hidden = Router::new().fallback_service(opaque(app));
    assert_eq!(findings(&around, hidden).await, [""; 0]);
}

#[tokio::test]
async fn a_mount_without_the_layer_is_found() {
    let layer = layer_of(&[&BETA]).mount("/v1").mount("/v2");
    let routes = || Router::new().route("/beta", get(never));
    let covered = || Router::new().nest("/v1", routes().layer(layer.clone()));
    let open = covered().nest("/v2", routes());
    assert_eq!(
        findings(&layer, open).await,
        [
            "`GET /beta` is promised, but the layer does not see requests to it at `/v2/beta`: add the route to the router \
             before the layer, pass the prefixes of `nest` to `mount`, or put the layer around the router with `served`"
        ]
    );
    let both = covered().nest("/v2", routes().layer(layer.clone()));
    for app in [both, covered()] {
        assert_eq!(findings(&layer, app).await, [""; 0]);
    }
    assert_eq!(unseen(&layer, Router::new()).await, ["GET /beta"]);
}

#[tokio::test]
async fn another_layer_differs_from_no_layer() {
    let app = Router::new()
        .route("/beta", get(never))
        .layer(layer_of(&[&BETA]).unpromised(Unpromised::Refuse));
    assert_eq!(
        findings(&layer_of(&[&BETA]), app.clone()).await,
        [
            "`GET /beta` was not checked: another `StabilityLayer` answered at `/beta`: call `check_wiring` on a clone of the \
             layer that the router has"
        ]
    );
    // Beside it, this layer may be there too.
    let layer = layer_of(&[&BETA]);
    assert_eq!(findings(&layer, app.layer(layer.clone())).await, [""; 0]);
    // A layer with other routes does not answer.
    let app = Router::new().route("/beta", get(never)).layer(layer_of(&[&OLD]));
    assert_eq!(unseen(&layer, app).await, ["GET /beta"]);
}

#[tokio::test]
async fn invalid_paths_are_refused() {
    let refused = |method, path| layer().served([(method, path)]).unwrap_err().to_string();
    assert_eq!(
        refused("get", "/beta"),
        "`get /beta` is not a valid route: the method is not in capital letters: write `GET`"
    );
    assert_eq!(
        refused("GET", "beta"),
        "`GET beta` is not a valid route: the path does not start with `/`: write `/beta`"
    );
    assert_eq!(
        refused("GET", "/a b"),
        "`GET /a b` is not a valid route: ' ' is not allowed in a path: remove it, or percent-encode it"
    );
    for (prefix, reason) in [
        ("/{x", ""),
        ("/a b", "' ' is not allowed in a path"),
        (
            "/a/{*r}",
            "a prefix cannot have a catch-all parameter: write only the part before it",
        ),
    ] {
        let layer = layer_of(&[]).mount(prefix).mount("/v/{tenant}");
        let start = format!("`mount(\"{prefix}\")` does not have a valid prefix: {reason}");
        for message in [
            findings(&layer, Router::new()).await,
            vec![layer.check_routes([]).unwrap_err().to_string()],
        ] {
            assert_eq!(message.len(), 1, "{message:?}");
            assert!(message[0].starts_with(&start), "{message:?}");
        }
    }
}

#[tokio::test]
async fn of_two_promises_the_stricter_one_gates() {
    static STABLE: Route = Route::new("GET", "/beta", Tier::Stable);
    for (routes, message) in [
        ([&BETA, &STABLE], "`GET /beta` is promised as beta and as stable"),
        ([&STABLE, &BETA], "`GET /beta` is promised as stable and as beta"),
    ] {
        let layer = layer_of(&routes);
        let app = Router::new()
            .route("/beta", get(async || "served"))
            .layer(layer.clone());
        assert_eq!(send(&app, "GET", "/beta").await.status(), 406);
        let message = format!("{message}: remove one of the two, or use a separate layer for each");
        assert_eq!(findings(&layer, app).await, [message]);
    }
}
