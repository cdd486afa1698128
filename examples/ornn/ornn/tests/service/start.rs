//! What keeps the service from starting.

use axum::routing::get;
use ornn::document::{self, Ornn};
use ornn::routes::{self, Routes};
use ornn::service::{Service, StartError};
use ornn::settings::Settings;
use stability_http::server::RouteProblem;
use utoipa::OpenApi as _;
use utoipa::openapi::Deprecated;
use utoipa_axum::routes;

use crate::{NOW, PROMETHEUS, Server, at};

fn start(settings: &Settings, routes: Routes) -> Result<Service, StartError> {
    Service::new(settings, routes, PROMETHEUS.clone(), || at(NOW))
}

/// Nothing is promised of it.
#[utoipa::path(get, path = "/api/v1/colours", responses((status = 200)))]
async fn colours() -> &'static str {
    "red"
}

/// OR-01.
#[test]
fn a_route_without_a_tier_keeps_it_from_starting() {
    let routes = routes::all().with(routes!(colours));
    let error = start(&Settings::default(), routes).unwrap_err();
    let StartError::Routes(errors) = error else {
        panic!("{error}")
    };
    let [RouteProblem::WithoutTier { method, path }] = errors.problems() else {
        panic!("{errors}")
    };
    assert_eq!((method.as_str(), path.as_str()), ("GET", "/api/v1/colours"));
}

/// OR-01.
#[test]
fn a_promise_that_is_not_served_keeps_it_from_starting() {
    let routes = Routes::default().with(routes!(routes::skills::list, routes::skills::publish));
    let error = start(&Settings::default(), routes).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`GET /api/v1/skills/{name}` is promised but not served"),
        "{error}"
    );
}

/// OR-05.
#[test]
fn a_document_that_contradicts_a_promise_is_refused() {
    let (_, mut api) = routes::all().split(Ornn::openapi());
    let item = api.paths.paths.get_mut("/api/v1/skills").expect("it is served");
    item.get.as_mut().expect("it is served").deprecated = Some(Deprecated::True);
    let error = document::annotated(api).unwrap_err().to_string();
    let difference = "/paths/~1api~1v1~1skills/get/deprecated: found true, which must be removed\n";
    assert!(error.ends_with(difference), "{error}");
}

#[test]
fn a_setting_that_names_no_route_keeps_it_from_starting() {
    let settings = Settings {
        serve_past_sunset: "POST /api/v1/serach".to_owned(),
        ..Settings::default()
    };
    let error = start(&settings, routes::all()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`POST /api/v1/serach` is not a promised route"),
        "{error}"
    );
}

#[test]
fn a_setting_that_names_a_route_without_a_sunset_keeps_it_from_starting() {
    let settings = Settings {
        serve_past_sunset: "GET /api/v1/skills".to_owned(),
        ..Settings::default()
    };
    let error = start(&settings, routes::all()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`GET /api/v1/skills` is not deprecated, so it is always served"),
        "{error}"
    );
}

/// OR-01.
#[tokio::test]
async fn requests_to_every_promised_route_come_through_the_layer() {
    let service = start(&Settings::default(), routes::all()).unwrap();
    assert_eq!(service.check_wiring().await, Ok(()));
}

/// OR-01.
#[tokio::test]
async fn a_route_outside_of_the_document_is_not_served() {
    let (router, api) = routes::all().split(Ornn::openapi());
    let router = router.route("/api/v1/hidden", get(async || "hidden"));
    let service = Service::of(&Settings::default(), (router, api), PROMETHEUS.clone(), || at(NOW)).unwrap();
    let server = Server::of(service).await;
    let refused = server.get("/api/v1/hidden").await;
    assert_eq!(refused.status(), 404);
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    assert_eq!(server.get("/api/v1/skills").await.status(), 200);
}

#[test]
fn a_file_that_is_no_database_keeps_it_from_starting() {
    let settings = Settings {
        database: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into()),
        ..Settings::default()
    };
    let error = start(&settings, routes::all()).unwrap_err();
    assert!(matches!(error, StartError::Store(_)), "{error}");
}
