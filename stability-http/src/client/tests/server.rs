//! What the layer of the module `http` sends is what the client reads, and the other way round.

use std::convert::Infallible;

use http::{Request, Response};
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use tower::{ServiceBuilder, ServiceExt as _, service_fn};

use super::{DEPRECATION, DEPRECATION_HEADER, SUNSET, SUNSET_HEADER, at};
use crate::client::{Announcement, Deprecation, Observer, Relation};
use crate::server::{Gate, StabilityLayer};

static RETIREMENT: Retirement = Retirement {
    sunset: Some(Moment {
        written: "2027-01-01",
        seconds: SUNSET.cast_signed(),
        header: SUNSET_HEADER.1,
    }),
    link_header: Some("<https://a.example/d>; rel=\"deprecation\", </v2>; rel=\"successor-version\""),
    ..Retirement::new(Moment {
        written: "2026-09-01",
        seconds: DEPRECATION.cast_signed(),
        header: DEPRECATION_HEADER.1,
    })
};

static ROUTES: [Route; 6] = [
    route("/frozen", Tier::Frozen),
    route("/stable", Tier::Stable),
    route("/beta", Tier::Beta),
    route("/evolving", Tier::Evolving),
    route("/experimental", Tier::Experimental),
    route("/internal", Tier::Internal),
];

const fn route(path: &'static str, tier: Tier) -> Route {
    Route {
        retirement: Some(&RETIREMENT),
        ..Route::new("GET", path, tier)
    }
}

/// The answer of the layer to a client that consents to a tier.
async fn answer(route: &Route, consent: Tier) -> Response<String> {
    let paths = ROUTES.iter().map(|route| (route.method, route.path));
    let server = StabilityLayer::new(&ROUTES).gate(Gate::Refuse).served(paths).unwrap();
    let client = Observer::new().send_accept_stability(consent).clock(|| at(0));
    let service = ServiceBuilder::new().layer(client).layer(server);
    let service = service.service(service_fn(async |_: Request<String>| {
        Ok::<_, Infallible>(Response::new(String::new()))
    }));
    let request = Request::get(route.path).body(String::new()).unwrap();
    service.oneshot(request).await.unwrap()
}

#[tokio::test]
async fn announcements_are_read_without_faults() {
    let response = answer(&ROUTES[1], Tier::Stable).await;
    let announcement = response.extensions().get::<Announcement>().unwrap();
    assert_eq!(announcement.deprecation(), Some(Deprecation::At(at(DEPRECATION))));
    assert_eq!(announcement.sunset(), Some(at(SUNSET)));
    assert_eq!(announcement.link(Relation::Deprecation), Some("https://a.example/d"));
    assert_eq!(announcement.link(Relation::SuccessorVersion), Some("/v2"));
    assert_eq!(announcement.malformed(), []);
}

#[tokio::test]
async fn consent_to_a_tier_opens_its_routes() {
    for route in &ROUTES {
        let response = answer(route, route.tier).await;
        assert_eq!(response.status(), 200, "{route}");
    }
    for route in ROUTES
        .iter()
        .filter(|route| matches!(route.tier, Tier::Beta | Tier::Experimental))
    {
        let response = answer(route, Tier::Stable).await;
        assert_eq!(response.status(), 406, "{route}");
    }
}
