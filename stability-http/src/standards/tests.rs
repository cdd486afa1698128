//! A test for each difference from a standard, by the name that the page gives it.

use std::convert::Infallible;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_executor::block_on;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use stability::Tier;
use stability::route::{Moment, Retirement, Route};
use tower::{ServiceBuilder, ServiceExt as _, service_fn};

use crate::client::{Announcement, Deprecation, Fault, Observer, Reaction, Relation};
use crate::server::{ACCEPT_STABILITY, Consent, PastSunset, StabilityLayer};

/// 2027-01-01, a Friday.
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

static ROUTES: [Route; 2] = [
    Route {
        retirement: Some(&RETIREMENT),
        ..Route::new("GET", "/skills", Tier::Stable)
    },
    Route::new("POST", "/skills", Tier::Stable),
];

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn read(lines: &[(&'static str, &'static str)]) -> Announcement {
    let lines = lines.iter();
    let headers: HeaderMap = lines
        .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    Announcement::read_at(&headers, at(SUNSET))
}

fn faults(announcement: &Announcement) -> Vec<Fault> {
    announcement.malformed().iter().map(|one| one.fault).collect()
}

fn consent(value: &'static str) -> Consent {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_STABILITY, HeaderValue::from_static(value));
    Consent::of(&headers)
}

/// What the layer answers, after the sunset.
fn answer(layer: StabilityLayer, method: &str) -> Response<String> {
    let paths = ROUTES.iter().map(|route| (route.method, route.path));
    let layer = layer.clock(|| at(SUNSET)).served(paths).unwrap();
    let service = ServiceBuilder::new()
        .layer(layer)
        .service(service_fn(async |_: Request<String>| {
            Ok::<_, Infallible>(Response::new(String::new()))
        }));
    let request = Request::builder().method(method).uri("/skills");
    block_on(service.oneshot(request.body(String::new()).unwrap())).unwrap()
}

/// Each difference names its test, and each test is of a difference.
#[test]
fn the_page_names_the_tests() {
    let page = include_str!("../standards.rs").lines();
    let rows = page.filter_map(|line| line.strip_prefix("//! | ")?.strip_suffix("` |")?.rsplit('`').next());
    let rows: Vec<_> = rows.collect();
    let tests = include_str!("tests.rs").split("#[test]\nfn ").skip(1);
    let mut tests: Vec<_> = tests.filter_map(|test| test.split('(').next()).collect();
    tests.retain(|test| *test != "the_page_names_the_tests");
    assert_eq!(rows, tests);
}

#[test]
fn a_second_line_is_malformed_and_the_earliest_date_counts() {
    let announcement = read(&[("deprecation", "@20"), ("deprecation", "@10")]);
    assert_eq!(announcement.deprecation(), Some(Deprecation::At(at(10))));
    assert_eq!(faults(&announcement), [Fault::Repeated]);
}

#[test]
fn a_part_of_the_padding_is_enough() {
    for bytes in ["beta, :YQ==:", "beta, :YQ=:", "beta, :YQ:"] {
        assert_eq!(consent(bytes), Consent::Beta, "{bytes}");
    }
    assert_eq!(consent("beta, :YQ===:"), Consent::Stable);
}

#[test]
fn a_weight_of_zero_is_no_consent() {
    assert_eq!(consent("beta;q=0"), Consent::Stable);
    assert_eq!(consent("preview, \"x\", beta;q=0.1"), Consent::Beta);
}

#[test]
fn the_forms_of_the_drafts_are_read() {
    for value in ["true", "?1"] {
        assert_eq!(
            read(&[("deprecation", value)]).deprecation(),
            Some(Deprecation::Undated)
        );
    }
    for value in ["false", "?0"] {
        assert!(read(&[("deprecation", value)]).is_empty());
    }
    let date = read(&[("deprecation", "Fri, 01 Jan 2027 00:00:00 GMT")]);
    assert_eq!(date.deprecation(), Some(Deprecation::At(at(SUNSET))));
    assert_eq!(date.malformed(), []);
}

#[test]
fn a_sunset_before_the_deprecation_is_kept() {
    let announcement = read(&[
        ("deprecation", "@1798761601"),
        ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
    ]);
    assert_eq!(announcement.deprecation(), Some(Deprecation::At(at(SUNSET + 1))));
    assert_eq!(announcement.sunset(), Some(at(SUNSET)));
}

#[test]
fn a_method_is_deprecated_and_not_its_path() {
    let layer = || StabilityLayer::new(&ROUTES);
    assert_eq!(answer(layer(), "GET").headers()["deprecation"], "@1788220800");
    assert!(answer(layer(), "POST").headers().get("deprecation").is_none());
}

#[test]
fn a_link_alone_is_no_deprecation() {
    let announcement = read(&[("link", "</d>; rel=deprecation")]);
    assert_eq!(announcement.link(Relation::Deprecation), Some("/d"));
    assert_eq!(announcement.deprecation(), None);
}

#[test]
fn a_wrong_weekday_does_not_hide_the_date() {
    let announcement = read(&[("sunset", "Wed, 01 Jan 2027 00:00:00 GMT")]);
    assert_eq!(announcement.sunset(), Some(at(SUNSET)));
    assert_eq!(faults(&announcement), [Fault::Weekday]);
}

#[test]
fn the_earliest_of_several_sunsets_counts() {
    let announcement = read(&[
        ("sunset", "Sat, 02 Jan 2027 00:00:00 GMT"),
        ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
    ]);
    assert_eq!(announcement.sunset(), Some(at(SUNSET)));
    assert_eq!(faults(&announcement), [Fault::Repeated]);
}

#[test]
fn a_leap_second_is_the_first_of_the_next_day() {
    let announcement = read(&[("sunset", "Thu, 31 Dec 2026 23:59:60 GMT")]);
    assert_eq!(
        (announcement.sunset(), announcement.malformed()),
        (Some(at(SUNSET)), &[][..])
    );
}

#[test]
fn a_sunset_is_a_hint_by_default() {
    let layer = || StabilityLayer::new(&ROUTES);
    assert_eq!(answer(layer(), "GET").status(), 200);
    assert_eq!(answer(layer().past_sunset(PastSunset::Gone), "GET").status(), 410);

    let observe = |observer: Observer| {
        let mut headers = HeaderMap::new();
        headers.insert("sunset", HeaderValue::from_static("Fri, 01 Jan 2027 00:00:00 GMT"));
        observer.clock(|| at(SUNSET)).observe(|| "GET /skills".into(), &headers)
    };
    assert!(observe(Observer::new()).is_ok());
    assert!(observe(Observer::new().on_past_sunset(Reaction::Refuse)).is_err());
}
