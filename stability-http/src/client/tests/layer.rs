//! The tower layer around services.

use std::convert::Infallible;
use std::future::Future;

use http::{Request, Response};
use stability::Tier;
use tower::{Service as _, ServiceBuilder, ServiceExt as _, service_fn};

use super::warnings::{Warning, warnings_of};
use super::{SUNSET, SUNSET_HEADER, at};
use crate::client::{Announcement, CallError, Concern, Observer, Reaction, RouteName};

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(future)
}

/// A body that is neither `Debug` nor `Clone`.
struct Body(&'static str);

async fn answer(_: Request<()>) -> Result<Response<Body>, Infallible> {
    let (name, value) = SUNSET_HEADER;
    let response = Response::builder()
        .status(418)
        .header(name, value)
        .header("x-kept", "1");
    Ok(response.body(Body("tea")).unwrap())
}

fn get(uri: &str) -> Request<()> {
    Request::get(uri).body(()).unwrap()
}

#[test]
fn a_response_passes_with_what_it_announces() {
    let observer = Observer::new().clock(|| at(SUNSET - 1));
    let service = ServiceBuilder::new().layer(observer).service(service_fn(answer));
    let response = run(service.oneshot(get("https://a.example/x"))).unwrap();
    let announcement = response.extensions().get::<Announcement>().unwrap();
    assert_eq!(announcement.sunset(), Some(at(SUNSET)));
    assert_eq!((response.status().as_u16(), response.body().0), (418, "tea"));
}

#[test]
fn a_response_that_announces_nothing_passes_as_it_is() {
    let plain = service_fn(async |_: Request<()>| Ok::<_, Infallible>(Response::new(Body("x"))));
    let service = ServiceBuilder::new().layer(Observer::new()).service(plain);
    let response = run(service.oneshot(get("/x"))).unwrap();
    assert!(response.extensions().is_empty());
}

#[test]
fn a_refusal_owns_the_response() {
    let observer = Observer::new().on_past_sunset(Reaction::Refuse).clock(|| at(SUNSET));
    let service = ServiceBuilder::new().layer(observer).service(service_fn(answer));
    let Err(CallError::Refused(refused)) = run(service.oneshot(get("https://a.example/x/7?key=secret"))) else {
        panic!("the response is past its sunset");
    };
    assert_eq!(refused.refusal().concern, Concern::PastSunset);
    assert_eq!(refused.refusal().route, "GET a.example/x/{}");
    assert_eq!(refused.response().status(), 418);
    let response = refused.into_response();
    assert_eq!(
        (&response.headers()["x-kept"], response.body().0),
        (&"1".parse().unwrap(), "tea")
    );
}

#[test]
fn an_error_of_the_service_passes() {
    let failing = service_fn(async |_: Request<()>| Err::<Response<()>, _>(std::io::Error::other("no route to host")));
    let service = ServiceBuilder::new().layer(Observer::new()).service(failing);
    let error = run(service.oneshot(get("/x"))).unwrap_err();
    assert!(matches!(&error, CallError::Service(_)));
    assert_eq!(error.to_string(), "no route to host");
}

#[test]
fn a_service_that_is_not_ready_is_waited_for() {
    // Its readiness is taken up by one call; a layer that calls a clone would find it not ready.
    let mut service = ServiceBuilder::new()
        .layer(Observer::new().clock(|| at(0)))
        .concurrency_limit(1)
        .service(service_fn(answer));
    run(async {
        for _ in 0..3 {
            service.ready().await.unwrap().call(get("/x")).await.unwrap();
        }
    });
}

#[test]
fn the_consent_is_sent_unless_the_caller_has_sent_one() {
    let echo = service_fn(async |request: Request<()>| {
        let sent: Vec<_> = request.headers().get_all("accept-stability").iter().cloned().collect();
        Ok::<_, Infallible>(Response::new(sent))
    });
    let sent = |observer: Observer, request| {
        let service = ServiceBuilder::new().layer(observer).service(echo);
        run(service.oneshot(request)).unwrap().into_body()
    };
    let beta = Observer::new().send_accept_stability(Tier::Beta);
    assert_eq!(sent(Observer::new(), get("/x")), Vec::<&str>::new());
    assert_eq!(sent(beta.clone(), get("/x")), ["beta"]);

    let own = Request::get("/x")
        .header("accept-stability", "experimental")
        .body(())
        .unwrap();
    assert_eq!(sent(beta, own), ["experimental"]);
}

#[test]
fn requests_of_one_route_are_warned_of_once() {
    let observer = Observer::new().clock(|| at(SUNSET));
    let mut service = ServiceBuilder::new().layer(observer).service(service_fn(answer));
    let ((), warnings) = warnings_of(|| {
        run(async {
            for uri in ["http://a.example/x/1", "http://a.example/x/2", "http://b.example/x/1"] {
                service.ready().await.unwrap().call(get(uri)).await.unwrap();
            }
            for uri in ["/users/ada", "/users/grace"] {
                let request = Request::get(uri).extension(RouteName::from("GET /users/{name}"));
                let request = request.body(()).unwrap();
                service.ready().await.unwrap().call(request).await.unwrap();
            }
        });
    });
    let routes: Vec<_> = warnings.iter().map(|warning| warning.field("route").unwrap()).collect();
    assert_eq!(
        routes,
        ["GET a.example/x/{}", "GET b.example/x/{}", "GET /users/{name}"]
    );
    assert_eq!(
        warnings[0],
        Warning::new(&[
            ("message", "the sunset of the route has passed"),
            ("route", "GET a.example/x/{}"),
            ("concern", "past-sunset"),
            ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
        ])
    );
}
