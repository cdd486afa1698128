//! Whole calls: what is warned of, what is refused, what is sent, and what hostile headers cost.

mod hostile;
mod layer;
#[cfg(feature = "reqwest-middleware")]
mod reqwest;
#[cfg(feature = "server")]
mod server;
mod warnings;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Announcement, Concern, Observer, Reaction, Refusal};
use warnings::{Warning, warnings_of};

/// 2027-01-01, a Friday.
const SUNSET: u64 = 1_798_761_600;
const SUNSET_HEADER: (&str, &str) = ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT");
/// 2026-09-01.
const DEPRECATION: u64 = 1_788_220_800;
const DEPRECATION_HEADER: (&str, &str) = ("deprecation", "@1788220800");
const DAY: u64 = 24 * 60 * 60;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
    let lines = lines.iter();
    lines
        .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect()
}

fn observe(
    observer: &Observer,
    now: u64,
    lines: &[(&'static str, &'static str)],
) -> Result<Option<Announcement>, Refusal> {
    let observer = observer.clone().clock(move || at(now));
    observer.observe(|| "GET /a".into(), &headers(lines))
}

fn concern(observer: &Observer, now: u64, lines: &[(&'static str, &'static str)]) -> Option<Concern> {
    observe(observer, now, lines).err().map(|refusal| refusal.concern)
}

#[test]
fn a_date_is_reached_at_its_very_second() {
    let both = [DEPRECATION_HEADER, SUNSET_HEADER];
    let observer = Observer::new()
        .on_deprecated(Reaction::Refuse)
        .on_sunset_within(30, Reaction::Refuse)
        .on_past_sunset(Reaction::Refuse);
    for (now, expected) in [
        (DEPRECATION - 1, None),
        (DEPRECATION, Some(Concern::Deprecated)),
        (SUNSET - 30 * DAY - 1, Some(Concern::Deprecated)),
        (SUNSET - 30 * DAY, Some(Concern::NearSunset)),
        (SUNSET - 1, Some(Concern::NearSunset)),
        (SUNSET, Some(Concern::PastSunset)),
        (SUNSET + 1000 * DAY, Some(Concern::PastSunset)),
    ] {
        assert_eq!(concern(&observer, now, &both), expected, "{now}");
    }
}

#[test]
fn the_strongest_reaction_wins() {
    let both = [DEPRECATION_HEADER, SUNSET_HEADER];
    let refuses_deprecated = Observer::new()
        .on_deprecated(Reaction::Refuse)
        .on_past_sunset(Reaction::Ignore);
    assert_eq!(concern(&refuses_deprecated, SUNSET, &both), Some(Concern::Deprecated));

    let spans = Observer::new()
        .on_sunset_within(7, Reaction::Refuse)
        .on_sunset_within(90, Reaction::Warn);
    assert_eq!(concern(&spans, SUNSET - 8 * DAY, &both), None);
    assert_eq!(concern(&spans, SUNSET - 7 * DAY, &both), Some(Concern::NearSunset));
}

#[test]
fn a_sunset_needs_no_deprecation() {
    let observer = Observer::new().on_past_sunset(Reaction::Refuse);
    assert_eq!(concern(&observer, SUNSET, &[SUNSET_HEADER]), Some(Concern::PastSunset));
}

#[test]
fn malformed_values_are_reported_and_refuse_nothing() {
    let strict = Observer::new()
        .on_deprecated(Reaction::Refuse)
        .on_sunset_within(u32::MAX, Reaction::Refuse)
        .on_past_sunset(Reaction::Refuse);
    let announcement = observe(&strict, SUNSET, &[("deprecation", "soon"), ("sunset", "never")]);
    assert_eq!(announcement.unwrap().unwrap().malformed().len(), 2);
    // A link alone is a hint, and no deprecation.
    let link = observe(&strict, SUNSET, &[("link", "</d>; rel=deprecation")]);
    assert!(link.unwrap().is_some());
}

#[test]
fn a_warning_names_the_route_its_dates_and_where_to_go() {
    let link = "</policy>; rel=sunset, <https://a.example/d>; rel=deprecation, </v2>; rel=successor-version";
    let (_, warnings) = warnings_of(|| {
        observe(
            &Observer::new(),
            DEPRECATION,
            &[DEPRECATION_HEADER, SUNSET_HEADER, ("link", link)],
        )
    });
    assert_eq!(
        warnings,
        [Warning::new(&[
            ("message", "the route is deprecated"),
            ("route", "GET /a"),
            ("concern", "deprecated"),
            ("deprecated", "Tue, 01 Sep 2026 00:00:00 GMT"),
            ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
            ("link", "https://a.example/d"),
            ("successor", "/v2"),
        ])]
    );
}

#[test]
fn a_warning_leaves_out_unknown_values() {
    let (_, warnings) = warnings_of(|| observe(&Observer::new(), 0, &[("deprecation", "true")]));
    assert_eq!(
        warnings,
        [Warning::new(&[
            ("message", "the route is deprecated"),
            ("route", "GET /a"),
            ("concern", "deprecated"),
            ("deprecated", "undated"),
        ])]
    );
}

#[test]
fn each_route_is_warned_of_once_and_again_when_it_gets_worse() {
    let both = [DEPRECATION_HEADER, SUNSET_HEADER];
    let observer = Observer::new();
    let ((), warnings) = warnings_of(|| {
        for now in [DEPRECATION, DEPRECATION + 1, SUNSET, SUNSET + 1] {
            observe(&observer, now, &both).unwrap();
        }
    });
    let concerns: Vec<_> = warnings.iter().map(|warning| warning.field("concern")).collect();
    assert_eq!(concerns, [Some("deprecated"), Some("past-sunset")]);

    // A clone knows what the other has warned of.
    let (_, warnings) = warnings_of(|| observe(&observer.clone(), DEPRECATION, &both));
    assert_eq!(warnings, []);
}

#[test]
fn remembered_routes_are_limited_and_the_limit_is_reported_once() {
    let observer = Observer::new().remember(2);
    let ((), warnings) = warnings_of(|| {
        for route in 0..1000 {
            let headers = headers(&[("deprecation", "true")]);
            observer.observe(|| format!("GET /{route}"), &headers).unwrap();
        }
    });
    assert_eq!(warnings.len(), 3);
    assert_eq!(warnings[1].field("route"), Some("GET /1"));
    assert_eq!(warnings[2].field("limit"), Some("2"));
}

#[test]
fn a_name_is_not_put_together_for_nothing() {
    let asked = || panic!("the name of the route is built");
    let ignoring = Observer::new().on_deprecated(Reaction::Ignore);
    assert_eq!(Observer::new().observe(asked, &headers(&[])), Ok(None));
    assert!(ignoring.observe(asked, &headers(&[("deprecation", "true")])).is_ok());
}

#[test]
fn a_refusal_says_why_and_what_to_do_instead() {
    let observer = Observer::new()
        .on_deprecated(Reaction::Refuse)
        .on_sunset_within(1, Reaction::Refuse)
        .on_past_sunset(Reaction::Refuse);
    let link = ("link", "</v2>; rel=successor-version, </policy>; rel=sunset");
    for (now, lines, expected) in [
        (0, &[("deprecation", "true")][..], "it is deprecated"),
        (
            DEPRECATION,
            &[DEPRECATION_HEADER, link],
            "it is deprecated since Tue, 01 Sep 2026 00:00:00 GMT; use `/v2`; see /policy",
        ),
        (
            SUNSET - 1,
            &[SUNSET_HEADER],
            "its sunset is Fri, 01 Jan 2027 00:00:00 GMT",
        ),
        (SUNSET, &[SUNSET_HEADER], "its sunset was Fri, 01 Jan 2027 00:00:00 GMT"),
    ] {
        let refusal = observe(&observer, now, lines).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            format!("refused the response of `GET /a`: {expected}")
        );
    }
}
