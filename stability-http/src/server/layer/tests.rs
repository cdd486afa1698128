use std::convert::Infallible;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use futures_executor::block_on;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use proptest::prelude::*;
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use tower::{Layer as _, ServiceExt as _, service_fn};

use super::{Gate, PastSunset, StabilityLayer};
use crate::server::{ACCEPT_STABILITY, Consent, Use};

static RETIREMENT: Retirement = Retirement {
    sunset: Some(Moment {
        written: "2027-01-01",
        seconds: SUNSET,
        header: "Fri, 01 Jan 2027 00:00:00 GMT",
    }),
    link_header: Some("</moved>; rel=\"deprecation\""),
    ..Retirement::new(Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    })
};
const SUNSET: i64 = 1_798_761_600;

static STABLE: Route = Route::new("GET", "/stable", Tier::Stable);
static BETA: Route = Route::new("GET", "/beta/{id}", Tier::Beta);
static EVOLVING: Route = Route::new("GET", "/evolving", Tier::Evolving);
static EXPERIMENTAL: Route = Route::new("POST", "/experimental", Tier::Experimental);
static RETIRED: Route = Route {
    retirement: Some(&RETIREMENT),
    ..Route::new("GET", "/retired", Tier::Stable)
};
static WITHOUT_SUNSET: Retirement = Retirement::new(Moment {
    written: "2026-09-01",
    seconds: 1_788_220_800,
    header: "@1788220800",
});
static LASTING: Route = Route {
    retirement: Some(&WITHOUT_SUNSET),
    ..Route::new("GET", "/lasting", Tier::Stable)
};
static RETIRED_BETA: Route = Route {
    retirement: Some(&RETIREMENT),
    ..Route::new("OPTIONS", "/retired-beta", Tier::Beta)
};

const SERVED: [(&str, &str); 7] = [
    ("GET", "/stable"),
    ("GET", "/beta/{id}"),
    ("GET", "/evolving"),
    ("POST", "/experimental"),
    ("GET", "/retired"),
    ("OPTIONS", "/retired-beta"),
    ("GET", "/not-promised"),
];

fn layer() -> StabilityLayer {
    let routes = [&STABLE, &BETA, &EVOLVING, &EXPERIMENTAL, &RETIRED, &RETIRED_BETA];
    StabilityLayer::new(routes).served(SERVED).unwrap()
}

fn at(seconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap())
}

/// What the layer makes of a request to a handler that answers with this status.
fn answer(layer: &StabilityLayer, request: Request<()>, status: StatusCode) -> Response<String> {
    let handler = service_fn(move |_: Request<()>| async move {
        let mut response = Response::new("served".to_string());
        *response.status_mut() = status;
        Ok::<_, Infallible>(response)
    });
    block_on(layer.layer(handler).oneshot(request)).unwrap()
}

fn get(path: &str) -> Request<()> {
    Request::get(path).body(()).unwrap()
}

fn asking(path: &str, accept: &'static str) -> Request<()> {
    Request::get(path).header(ACCEPT_STABILITY, accept).body(()).unwrap()
}

/// The headers, one a line, sorted by name.
fn shown(headers: &HeaderMap) -> String {
    let mut lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| [name.as_str(), ": ", value.to_str().unwrap(), "\n"].concat())
        .collect();
    lines.sort();
    lines.concat()
}

const ANNOUNCED: &str =
    "deprecation: @1788220800\nlink: </moved>; rel=\"deprecation\"\nsunset: Fri, 01 Jan 2027 00:00:00 GMT\n";

#[test]
fn a_deprecated_route_is_announced_whatever_the_status() {
    for status in [200, 204, 304, 400, 404, 415, 500] {
        let status = StatusCode::from_u16(status).unwrap();
        for method in [Method::GET, Method::HEAD] {
            let request = Request::builder().method(method).uri("/retired?a=b").body(()).unwrap();
            assert_eq!(
                shown(answer(&layer(), request, status).headers()),
                ANNOUNCED,
                "{status}"
            );
        }
        assert_eq!(shown(answer(&layer(), get("/stable"), status).headers()), "");
        assert_eq!(shown(answer(&layer(), get("/not-promised"), status).headers()), "");
        assert_eq!(shown(answer(&layer(), get("/nowhere"), status).headers()), "");
    }
}

#[test]
fn a_refused_method_is_announced_and_another_is_not() {
    let post = || Request::post("/retired").body(()).unwrap();
    let refused = answer(&layer(), post(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(shown(refused.headers()), ANNOUNCED);
    assert_eq!(shown(answer(&layer(), post(), StatusCode::OK).headers()), "");
}

#[test]
fn the_gate_asks_for_consent() {
    let open = layer();
    let closed = layer().gate(Gate::Refuse);
    assert_eq!(answer(&open, get("/beta/1"), StatusCode::OK).status(), 200);
    for (request, status) in [
        (get("/beta/1"), 406),
        (asking("/beta/1", "stable"), 406),
        (asking("/beta/1", "beta"), 200),
        (asking("/beta/1", "experimental"), 200),
        (asking("/beta/1", "beta,"), 406),
        (get("/stable"), 200),
        (get("/evolving"), 200),
        (get("/not-promised"), 200),
        (Request::post("/experimental").body(()).unwrap(), 406),
        (Request::head("/beta/1").body(()).unwrap(), 406),
    ] {
        let shown_request = format!("{request:?}");
        let response = answer(&closed, request, StatusCode::OK);
        assert_eq!(response.status(), status, "{shown_request}");
        let is_gated = shown_request.contains("beta/1") || shown_request.contains("experimental");
        assert_eq!(response.headers().contains_key("vary"), is_gated, "{shown_request}");
        let is_served = response.body() == "served";
        assert_eq!(is_served, status == 200, "{shown_request}");
    }
    assert_eq!(
        shown(answer(&closed, get("/beta/1"), StatusCode::OK).headers()),
        "content-type: application/problem+json\nvary: accept-stability\n"
    );
    let hidden = layer().gate(Gate::Refuse).refuse_with(StatusCode::NOT_FOUND);
    let response = answer(&hidden, get("/beta/1"), StatusCode::OK);
    assert_eq!(response.status(), 404);
    assert!(
        response.body().contains("\"title\":\"Not Found\",\"status\":404"),
        "{}",
        response.body()
    );
}

#[test]
fn a_preflight_is_neither_gated_nor_counted() {
    let layer = layer().gate(Gate::Refuse);
    let options = |headers: &[(&'static str, &'static str)]| {
        let mut request = Request::options("/retired-beta").body(()).unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        answer(&layer, request, StatusCode::NO_CONTENT).status()
    };
    let preflight = [("origin", "https://a"), ("access-control-request-method", "GET")];
    assert_eq!(options(&preflight), 204);
    assert!(layer.usage().snapshot().iter().all(|count| count.requests == 0));
    assert_eq!(options(&preflight[..1]), 406);
    assert_eq!(
        layer.usage().snapshot().iter().map(|count| count.requests).sum::<u64>(),
        1
    );
}

#[test]
fn after_the_sunset_the_policy_decides() {
    let late = |policy| layer().past_sunset(policy).clock(|| at(SUNSET));
    let early = layer().past_sunset(PastSunset::Gone).clock(|| at(SUNSET - 1));
    assert_eq!(answer(&early, get("/retired"), StatusCode::OK).status(), 200);
    assert_eq!(
        answer(&late(PastSunset::Serve), get("/retired"), StatusCode::OK).status(),
        200
    );
    assert_eq!(
        answer(&late(PastSunset::Warn), get("/retired"), StatusCode::OK).status(),
        200
    );
    let gone = answer(&late(PastSunset::Gone), get("/retired"), StatusCode::OK);
    assert_eq!(gone.status(), 410);
    assert_eq!(
        shown(gone.headers()),
        "content-type: application/problem+json\n".to_string() + ANNOUNCED
    );
    assert_eq!(
        answer(&late(PastSunset::Gone), get("/stable"), StatusCode::OK).status(),
        200
    );
    // A removed route answers 410, with or without consent.
    let request = Request::options("/retired-beta").body(()).unwrap();
    assert_eq!(
        answer(&late(PastSunset::Gone).gate(Gate::Refuse), request, StatusCode::OK).status(),
        410
    );
}

#[test]
fn a_setting_serves_past_the_sunset() {
    let gone = || layer().past_sunset(PastSunset::Gone).clock(|| at(SUNSET + 1));
    for (setting, status) in [
        ("", 410),
        ("*", 200),
        ("GET /retired", 200),
        ("OPTIONS /retired-beta, ", 410),
    ] {
        let layer = gone().serve_past_sunset(setting).unwrap();
        assert_eq!(
            answer(&layer, get("/retired"), StatusCode::OK).status(),
            status,
            "{setting}"
        );
    }
    let error = gone().serve_past_sunset("GET /retired, GET /stable").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`GET /stable` is not deprecated, so it is always served: remove it from the routes that are served after their sunset"
    );
    let error = StabilityLayer::new([&LASTING])
        .serve_past_sunset("GET /lasting")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`GET /lasting` is deprecated without a sunset, so it is always served: remove it from the routes that are served after their sunset"
    );
    let error = gone().serve_past_sunset("GET /retierd, all").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the routes have 2 problems:\n\
         - `GET /retierd` is not a promised route: write a method and a path, for example `GET /api/v1/skills/{id}`, or `*` for all\n\
         - `all` is not a promised route: write a method and a path, for example `GET /api/v1/skills/{id}`, or `*` for all"
    );
}

#[test]
fn a_hook_hears_of_every_use() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let layer = layer()
        .gate(Gate::Warn)
        .past_sunset(PastSunset::Warn)
        .clock(|| at(SUNSET))
        .on_use(move |one: &Use| log.lock().unwrap().push(*one));
    for request in [
        get("/stable"),
        get("/beta/1"),
        asking("/beta/1", "beta"),
        get("/retired"),
        asking("/retired", "experimental"),
    ] {
        let response = answer(&layer, request, StatusCode::OK);
        assert_eq!(response.status(), 200);
        assert!(!response.headers().contains_key("vary"));
    }
    let used = |route, requests, consent| Use {
        route,
        requests,
        consent,
        without_consent: route == &BETA,
        past_sunset: route == &RETIRED,
        refused: false,
    };
    assert_eq!(
        *heard.lock().unwrap(),
        [
            used(&BETA, 0, Consent::Stable),
            used(&RETIRED, 1, Consent::Stable),
            used(&RETIRED, 2, Consent::Experimental),
        ]
    );
}

#[test]
fn a_bridge_leaves_the_headers_to_the_layer_around() {
    let handler = || service_fn(|_: Request<()>| async { Ok::<_, Infallible>(Response::new(String::new())) });
    // Around, nothing is known of what is served.
    let around = StabilityLayer::new([&RETIRED]);
    let inside = around.bridge().served(SERVED).unwrap();
    let alone = block_on(inside.layer(handler()).oneshot(get("/retired"))).unwrap();
    assert_eq!(shown(alone.headers()), "");
    assert_eq!(
        shown(
            block_on(around.layer(inside.layer(handler())).oneshot(get("/retired")))
                .unwrap()
                .headers()
        ),
        ANNOUNCED
    );
    assert_eq!(around.usage().snapshot()[0].requests, 2);
    // The bridge of another layer is about other routes.
    let other = StabilityLayer::new([&BETA, &RETIRED_BETA]);
    let response = block_on(other.layer(inside.layer(handler())).oneshot(get("/retired"))).unwrap();
    assert_eq!(shown(response.headers()), "");
}

#[test]
fn a_bridge_refuses_and_the_layer_around_says_why_it_varies() {
    let handler = service_fn(|_: Request<()>| async { Ok::<_, Infallible>(Response::new(String::new())) });
    let around = StabilityLayer::new([&BETA]).gate(Gate::Refuse);
    let inside = around.bridge().served(SERVED).unwrap();
    let response = block_on(around.layer(inside.layer(handler)).oneshot(get("/beta/1"))).unwrap();
    assert_eq!(response.status(), 406);
    assert_eq!(
        shown(response.headers()),
        "content-type: application/problem+json\nvary: accept-stability\n"
    );
}

#[test]
fn headers_are_exposed_if_configured() {
    let response = answer(&layer().expose_headers(), get("/retired"), StatusCode::OK);
    assert_eq!(
        response.headers()["access-control-expose-headers"],
        "Deprecation, Sunset, Link"
    );
    let response = answer(&layer().expose_headers(), get("/stable"), StatusCode::OK);
    assert_eq!(shown(response.headers()), "");
}

#[test]
fn a_body_of_any_type_is_let_through() {
    #[derive(Debug, PartialEq)]
    struct Opaque(usize);
    let layer = layer().gate(Gate::Refuse).body(|json: String| Opaque(json.len()));
    let handler = service_fn(|_: Request<()>| async { Ok::<_, Infallible>(Response::new(Opaque(0))) });
    let served = block_on(layer.layer(handler).oneshot(get("/stable"))).unwrap();
    assert_eq!(*served.body(), Opaque(0));
    let refused = block_on(layer.layer(handler).oneshot(get("/beta/1"))).unwrap();
    assert!(refused.body().0 > 0);
}

#[test]
fn an_error_of_the_service_stays_one() {
    let handler = service_fn(|_: Request<()>| async { Err::<Response<String>, _>("broken") });
    assert_eq!(
        block_on(layer().layer(handler).oneshot(get("/retired"))).unwrap_err(),
        "broken"
    );
}

/// A value of up to 64 KiB that a header can have.
fn value() -> impl Strategy<Value = HeaderValue> {
    let piece = prop_oneof![
        prop::sample::select(
            &[
                "beta",
                "experimental",
                ",",
                ", ",
                "(",
                ")",
                "\"",
                "\\",
                ";",
                "=",
                "*",
                "%\"",
                ":",
                "<",
                ">"
            ][..]
        )
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(prop_oneof![0x20..0x7f_u8, 0x80..=0xff_u8], 1..4),
    ];
    (
        prop::collection::vec(piece, 0..6),
        prop_oneof![4 => 1..4_usize, 1 => Just(8_000)],
    )
        .prop_map(|(pieces, times)| {
            let mut bytes = pieces.concat().repeat(times);
            bytes.truncate(64 * 1024);
            HeaderValue::from_bytes(&bytes).unwrap()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn hostile_headers_never_make_it_panic(
        accept in prop::collection::vec(value(), 0..4),
        written in prop::collection::vec((prop::sample::select(&["vary", "link", "deprecation", "sunset"][..]), value()), 0..6),
        path in prop::sample::select(&["/beta/1", "/retired", "/stable", "/beta/%ff", "//"][..]),
    ) {
        let layer = layer().gate(Gate::Refuse);
        let mut request = get(path);
        for field in accept {
            request.headers_mut().append(ACCEPT_STABILITY, field);
        }
        let handler = service_fn(move |_: Request<()>| {
            let mut response = Response::new(String::new());
            for (name, field) in &written {
                response.headers_mut().append(*name, field.clone());
            }
            async { Ok::<_, Infallible>(response) }
        });
        let response = block_on(layer.layer(handler).oneshot(request)).unwrap();
        if path == "/retired" {
            prop_assert!(response.headers().contains_key("deprecation"));
            prop_assert!(response.headers().contains_key("sunset"));
        }
        prop_assert!(path != "/beta/1" || response.headers().contains_key("vary"));
    }
}
