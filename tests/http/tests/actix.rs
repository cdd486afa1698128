//! The middleware of actix-web, by the same outcomes.

#![forbid(unsafe_code)]

use actix_web::http::header::HeaderMap;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, error, test, web};
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use stability_http::server::actix::Stability;
use stability_http::server::{Gate, PastSunset, StabilityLayer, Unpromised};

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

static READ: Route = Route {
    retirement: Some(&RETIREMENT),
    ..Route::new("GET", "/skills/{id}", Tier::Stable)
};
static FILES: Route = Route {
    retirement: Some(&RETIREMENT),
    ..Route::new("GET", "/files/{*rest}", Tier::Stable)
};
static BETA: Route = Route::new("GET", "/ratings", Tier::Beta);

const ANNOUNCED: &str =
    "deprecation: @1788220800\nlink: </moved>; rel=\"deprecation\"\nsunset: Fri, 01 Jan 2027 00:00:00 GMT\n";

fn layer() -> StabilityLayer {
    StabilityLayer::new([&READ, &FILES, &BETA])
        .mount("/api")
        .gate(Gate::Refuse)
}

/// What the layer wrote, sorted by name.
fn written(headers: &HeaderMap) -> String {
    let ours = ["deprecation", "link", "sunset", "vary"];
    let lines = headers.iter().filter(|(name, _)| ours.contains(&name.as_str()));
    let mut lines: Vec<String> = lines
        .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
        .collect();
    lines.sort();
    lines.concat()
}

async fn answer(layer: StabilityLayer, method: &str, path: &str, accept: &str) -> (u16, String) {
    let skills = web::scope("/api")
        .route("/skills/me", web::get().to(|| async { "me" }))
        .service(
            web::resource("/skills/{id:\\d+}").route(web::get().to(|id: web::Path<u64>| async move {
                match id.into_inner() {
                    404 => HttpResponse::NotFound().finish(),
                    _ => HttpResponse::Ok().body("a skill"),
                }
            })),
        )
        .route(
            "/files/{tail:.*}",
            web::get().to(|| async { Err::<String, _>(error::ErrorBadRequest("broken")) }),
        )
        .route("/ratings", web::get().to(|| async { "ratings" }));
    let app = App::new()
        .service(skills)
        // A service inside that returns an error makes no response.
        .wrap(from_fn(|request, next: actix_web::middleware::Next<_>| async move {
            let response = next.call(request).await?;
            if response.request().query_string() == "broken" {
                return Err(error::ErrorInternalServerError("broken"));
            }
            Ok(response)
        }))
        .wrap(Stability::from(layer));
    let app = test::init_service(app).await;
    let request = test::TestRequest::with_uri(path)
        .method(method.parse().unwrap())
        .insert_header(("accept-stability", accept))
        .to_request();
    match test::try_call_service(&app, request).await {
        Ok(response) => (response.status().as_u16(), written(response.headers())),
        Err(error) => {
            let response = error.error_response();
            (response.status().as_u16(), written(response.headers()))
        }
    }
}

#[actix_web::test]
async fn a_deprecated_route_is_announced_whatever_the_outcome() {
    for (method, path, status) in [
        ("GET", "/api/skills/7", 200),
        ("GET", "/api/skills/404", 404),
        ("POST", "/api/skills/7", 405),
        ("GET", "/api/skills/7?broken", 500),
        ("GET", "/api/files/a/b", 400),
    ] {
        assert_eq!(
            answer(layer(), method, path, "").await,
            (status, ANNOUNCED.to_owned()),
            "{method} {path}"
        );
    }
    for (path, status) in [("/api/skills/me", 200), ("/nowhere", 404), ("/api/skills/none", 404)] {
        assert_eq!(
            answer(layer(), "GET", path, "").await,
            (status, String::new()),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn the_gate_and_the_sunset_refuse() {
    let vary = "vary: accept-stability\n".to_owned();
    assert_eq!(answer(layer(), "GET", "/api/ratings", "").await, (406, vary.clone()));
    assert_eq!(answer(layer(), "GET", "/api/ratings", "beta").await, (200, vary));
    let late = || std::time::UNIX_EPOCH + std::time::Duration::from_secs(SUNSET.unsigned_abs());
    let gone = layer().past_sunset(PastSunset::Gone).clock(late);
    let usage = gone.usage();
    assert_eq!(
        answer(gone, "GET", "/api/skills/7", "").await,
        (410, ANNOUNCED.to_owned())
    );
    assert_eq!(usage.snapshot()[0].requests, 1);
}

/// A resource that serves everything, as one that hands requests on does.
async fn behind_a_catch_all(layer: StabilityLayer, method: &str, path: &str) -> u16 {
    let app = App::new()
        .service(web::scope("/api").route("/{tail:.*}", web::route().to(HttpResponse::Ok)))
        .wrap(Stability::from(layer));
    let app = test::init_service(app).await;
    let request = test::TestRequest::with_uri(path).method(method.parse().unwrap());
    test::call_service(&app, request.to_request()).await.status().as_u16()
}

#[actix_web::test]
async fn behind_a_catch_all_the_list_decides() {
    let served = [
        ("GET", "/api/ratings"),
        ("GET", "/api/skills/{id}"),
        ("GET", "/api/files/{*rest}"),
    ];
    let listed = layer().served(served).unwrap();
    assert_eq!(behind_a_catch_all(listed.clone(), "GET", "/api/ratings").await, 406);
    assert_eq!(behind_a_catch_all(listed, "GET", "/api/other").await, 200);
    let usage = layer().usage();
    assert_eq!(usage.never_matched().len(), 3);
}

#[actix_web::test]
async fn a_pattern_with_an_expression_is_a_parameter() {
    static NUMBERED: Route = Route::new("GET", "/numbered/{id}/x", Tier::Beta);
    let app = App::new()
        .route(r"/numbered/{id:\d{3}}/x", web::get().to(HttpResponse::Ok))
        .wrap(Stability::from(StabilityLayer::new([&NUMBERED]).gate(Gate::Refuse)));
    let app = test::init_service(app).await;
    let request = test::TestRequest::with_uri("/numbered/123/x").to_request();
    assert_eq!(test::call_service(&app, request).await.status().as_u16(), 406);
}

#[actix_web::test]
async fn unpromised_requests_are_refused_in_the_strict_mode() {
    let strict = || layer().unpromised(Unpromised::Refuse);
    for (method, path, status) in [
        ("GET", "/api/skills/7", 200),
        ("GET", "/api/skills/me", 404),
        ("POST", "/api/skills/7", 405),
        ("GET", "/api/nowhere", 404),
        ("GET", "/nowhere", 404),
    ] {
        assert_eq!(answer(strict(), method, path, "").await.0, status, "{method} {path}");
    }
    assert_eq!(behind_a_catch_all(strict(), "GET", "/api/other").await, 404);
    assert_eq!(behind_a_catch_all(layer(), "GET", "/api/other").await, 200);
}
