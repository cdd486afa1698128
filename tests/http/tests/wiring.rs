//! Every way to put the layer and a router together: a promise is kept in each of them, or the fault is found.

#![forbid(unsafe_code)]

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodRouter, any, get, post};
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use stability_http::server::{
    Gate, PastSunset, RecordedRouter, RouteErrors, RouteProblem, StabilityLayer, Unpromised, UnpromisedReason,
};
use tower::util::BoxCloneSyncService;
use tower::{Layer as _, ServiceExt as _};
use tower_http::catch_panic::CatchPanicLayer;

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

/// A path that is rewritten inside of a layer that looks at paths is another path for it: the rewriting stands around it.
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
        "`GET /beta` is served at `/v/beta`, and the layer looks for it at `/beta`: name the prefix by `mount(\"/v\")`, or \
         give the layer the list of what is served by `served`"
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
            "`{route}` is promised, and the layer does not see requests to it at `/beta`: add the route to the router before \
             the layer, name the prefixes of `nest` by `mount`, or put the layer around the router with `served`"
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
            "`{method} /beta` was not checked: the layer sees requests to `/beta`, but several methods are served there, and \
             this service does not show whether the layer sees `{method}`: call `check_wiring` with the `axum::Router` that \
             has the layer, before it is put into another service"
        )
    };
    let hidden = Router::new().fallback_service(opaque(added));
    assert_eq!(
        findings(&early, hidden).await,
        [not_checked("GET"), not_checked("POST")]
    );
    // The layer around the whole sees all methods, wherever it stands itself.
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
            "`GET /beta` is promised, and the layer does not see requests to it at `/v2/beta`: add the route to the router \
             before the layer, name the prefixes of `nest` by `mount`, or put the layer around the router with `served`"
        ]
    );
    let both = covered().nest("/v2", routes().layer(layer.clone()));
    for app in [both, covered()] {
        assert_eq!(findings(&layer, app).await, [""; 0]);
    }
    assert_eq!(unseen(&layer, Router::new()).await, ["GET /beta"]);
}

#[tokio::test]
async fn another_layer_is_told_from_none() {
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
async fn what_nothing_can_be_served_at_is_refused() {
    let refused = |method, path| layer().served([(method, path)]).unwrap_err().to_string();
    assert_eq!(
        refused("get", "/beta"),
        "`get /beta` is no route that can be served: methods are written in capitals: write `GET`"
    );
    assert_eq!(
        refused("GET", "beta"),
        "`GET beta` is no route that can be served: the path does not begin with `/`: write `/beta`"
    );
    assert_eq!(
        refused("GET", "/a b"),
        "`GET /a b` is no route that can be served: no path of a request contains ' ': remove it, or write it in \
         percent-encoding"
    );
    for (prefix, reason) in [
        ("/{x", ""),
        ("/a b", "no path of a request contains ' '"),
        (
            "/a/{*r}",
            "a prefix cannot contain a catch-all: name the part before it",
        ),
    ] {
        let layer = layer_of(&[]).mount(prefix).mount("/v/{tenant}");
        let start = format!("no route can be served below the prefix of `mount(\"{prefix}\")`: {reason}");
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
        let message = format!("{message}: remove one of the two, or use a layer of its own for each");
        assert_eq!(findings(&layer, app).await, [message]);
    }
}

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
async fn what_nobody_promised_is_refused_below_the_mounts() {
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
async fn what_nobody_promised_is_reported_once_per_route() {
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
