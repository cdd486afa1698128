//! What keeps the service from starting.

use ornn::routes;
use ornn::service::{App, Service, StartError};
use ornn::settings::Settings;
use stability::http::RouteProblem;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{NOW, PROMETHEUS, at};

fn start(settings: &Settings, routes: OpenApiRouter<App>) -> Result<Service, StartError> {
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
    let routes = routes::all().routes(routes!(colours));
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
    let routes = OpenApiRouter::new().routes(routes!(routes::skills::list, routes::skills::publish));
    let error = start(&Settings::default(), routes).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`GET /api/v1/skills/{name}` is promised and not served"),
        "{error}"
    );
}

/// OR-05.
#[test]
fn a_document_that_contradicts_a_promise_keeps_it_from_starting() {
    let mut routes = routes::all();
    let operation = routes
        .get_openapi_mut()
        .paths
        .paths
        .get_mut("/api/v1/skills")
        .unwrap()
        .get
        .as_mut()
        .unwrap();
    operation.deprecated = Some(utoipa::openapi::Deprecated::True);
    let error = start(&Settings::default(), routes).unwrap_err();
    assert!(matches!(error, StartError::Document(_)), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("/paths/~1api~1v1~1skills/get/deprecated: true should not be there\n"),
        "{error}"
    );
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
            .starts_with("`POST /api/v1/serach` is no route that is promised"),
        "{error}"
    );
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
