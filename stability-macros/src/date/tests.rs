use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{imf_fixdate, intended, nearby, parse};

/// Pairs of a deprecation and its sunset around leap days, ends of years and time zones.
const PAIRS: &[(&str, &str)] = &[
    ("2026-09-01", "2027-01-01"),
    ("2024-02-28", "2024-02-29"),
    ("2024-02-29", "2024-03-01"),
    ("2023-02-28", "2023-03-01"),
    ("2000-02-29", "2000-03-01"),
    ("1900-02-28", "1900-03-01"),
    ("2100-02-28", "2100-03-01"),
    ("2096-02-29", "2104-02-29"),
    ("2399-12-31", "2400-02-29"),
    ("2028-02-29", "2032-02-29"),
    ("2026-12-31", "2027-01-01"),
    ("2027-12-31", "2028-01-01"),
    ("1999-12-31", "2000-01-01"),
    ("1969-12-31", "1970-01-01"),
    ("1970-01-01", "1970-01-02"),
    ("0001-01-01", "9999-12-30"),
    ("2038-01-19", "2038-01-20"),
    ("2026-01-31", "2026-03-31"),
    ("2026-04-30", "2026-05-01"),
    ("2026-06-30", "2026-07-31"),
    ("2026-08-31", "2026-09-30"),
    ("2026-10-31", "2026-11-30"),
    ("2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"),
    ("2026-12-31T23:59:59+00:00", "2026-12-31T23:59:59-00:01"),
    ("2026-12-31T23:30:00-01:00", "2027-01-01T01:30:00+00:30"),
    ("2027-01-01T00:30:00+01:00", "2026-12-31T23:30:00Z"),
    ("2024-02-29T00:00:00+14:00", "2024-02-29T00:00:00-12:00"),
    ("2024-03-01T00:00:00+05:45", "2024-03-01T00:00:00+05:30"),
    ("2023-03-01T03:00:00+09:30", "2023-03-01T03:00:00-09:30"),
    ("2100-03-01T00:59:59+01:00", "2100-02-28T23:59:59Z"),
    ("2000-02-28T23:00:00-02:00", "2000-02-29T23:00:00-02:00"),
    ("2026-03-29T01:59:59Z", "2026-03-29T03:00:00+02:00"),
    ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
    ("2026-09-01T00:00:00.5Z", "2026-09-01T00:00:00.999999999Z"),
    ("1969-12-31T23:59:59.25Z", "1970-01-01T00:00:00.75Z"),
    ("1970-01-01T00:00:00+23:59", "1970-01-01T00:00:00-23:59"),
    ("2026-09-01t02:00:00z", "2026-09-01T02:00:00-00:00"),
    ("2025-12-31T12:00:00+12:00", "2026-01-01T00:00:00+12:45"),
    ("2028-02-29T23:59:59-12:00", "2028-03-01T11:59:59Z"),
    ("9999-12-30T00:00:00Z", "9999-12-30T21:59:59Z"),
    ("0004-02-29", "0004-03-01"),
    ("2027-01-01T00:00:00+00:00", "2027-01-01"),
];

/// The seconds, by jiff.
fn by_jiff(text: &str) -> i64 {
    if text.len() == 10 {
        let date: Date = text.parse().unwrap();
        return date.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second();
    }
    let timestamp: Timestamp = text.parse().unwrap();
    // jiff counts towards zero.
    timestamp.as_second() - i64::from(timestamp.subsec_nanosecond() < 0)
}

/// The header, by jiff.
fn shown_by_jiff(seconds: i64) -> String {
    let timestamp = Timestamp::from_second(seconds).unwrap();
    timestamp.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[test]
fn dates_agree_with_jiff_and_httpdate() {
    assert!(PAIRS.len() >= 40);
    for text in PAIRS.iter().flat_map(|(on, sunset)| [on, sunset]) {
        let seconds = parse(text).unwrap_or_else(|error| panic!("{text} {error}"));
        assert_eq!(seconds, by_jiff(text), "{text}");
        let shown = imf_fixdate(seconds);
        assert_eq!(shown, shown_by_jiff(seconds), "{text}");
        if let Ok(seconds) = u64::try_from(seconds) {
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            assert_eq!(shown, httpdate::fmt_http_date(time), "{text}");
            assert_eq!(httpdate::parse_http_date(&shown).ok(), Some(time), "{text}");
        }
    }
}

#[test]
fn the_weekday_is_computed() {
    assert_eq!(
        imf_fixdate(parse("2027-01-01").unwrap()),
        "Fri, 01 Jan 2027 00:00:00 GMT"
    );
    assert_eq!(parse("2026-09-01"), Ok(1_788_220_800));
}

#[test]
fn invalid_dates_are_refused() {
    for text in [
        "",
        "2026",
        "2026-9-1",
        "26-09-01",
        "2026-00-01",
        "2026-13-01",
        "2026-09-00",
        "2026-09-31",
        "2026-02-29",
        "2100-02-29",
        "2026-09-01 ",
        " 2026-09-01",
        "2026-09-01T",
        "2026-09-01T00:00",
        "2026-09-01T00:00:00",
        "2026-09-01T24:00:00Z",
        "2026-09-01T00:60:00Z",
        "2026-12-31T23:59:60Z",
        "2026-09-01T00:00:00.Z",
        "2026-09-01T00:00:00+2",
        "2026-09-01T00:00:00+0200",
        "2026-09-01T00:00:00+24:00",
        "2026-09-01T00:00:00+02:60",
        "2026-09-01T00:00:00ZZ",
        "2026-09-01T00:00:00\u{2212}02:00",
        "2026-09-01 00:00:00Z",
        "２０２６-09-01",
        "+2026-09-01",
        "-026-09-01",
        "0000-12-31",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "Fri, 01 Jan 2027 00:00:00 GMT",
        "@1788220800",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_a_text_means_is_proposed() {
    for (text, meant) in [
        ("2026-9-1", "2026-09-01"),
        ("2026/09/01", "2026-09-01"),
        ("2026-09-01 10:00", "2026-09-01T10:00:00Z"),
        ("2026-09-01 10:00:30", "2026-09-01T10:00:30Z"),
        ("2026-09-01T10:00:00", "2026-09-01T10:00:00Z"),
        ("2026-09-01 10:00:00+02:00", "2026-09-01T10:00:00+02:00"),
        (" 2026-09-01", "2026-09-01"),
    ] {
        assert_eq!(intended(text).as_deref(), Some(meant), "{text}");
    }
    for (text, near) in [
        ("2026-02-29", Some("2026-02-28")),
        ("2026-09-31", Some("2026-09-30")),
        ("2027-13-01", Some("2027-01-13")),
        ("2026-12-31T24:00:00Z", Some("2027-01-01T00:00:00Z")),
        ("2026-12-31T23:59:60Z", Some("2026-12-31T23:59:59Z")),
        ("2027-01-01T10:00:00+25:00", Some("2027-01-01T10:00:00Z")),
        ("September 2026", None),
        ("01.09.2026", None),
        ("", None),
    ] {
        assert_eq!(intended(text), None, "{text}");
        assert_eq!(nearby(text).as_deref(), near, "{text}");
    }
}

proptest! {
    #[test]
    fn every_time_agrees_with_jiff(
        seconds in -62_135_596_800_i64..=253_402_207_200,
        offset in -1_439_i32..=1_439,
    ) {
        let zone = TimeZone::fixed(jiff::tz::Offset::from_seconds(offset * 60).unwrap());
        let there = Timestamp::from_second(seconds).unwrap().to_zoned(zone);
        let text = there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        // At the ends of time, the place may be in a year that cannot be written.
        prop_assume!((1..=9999).contains(&there.year()));
        prop_assert_eq!(parse(&text), Ok(seconds), "{}", text);
        prop_assert_eq!(imf_fixdate(seconds), shown_by_jiff(seconds));
    }

    #[test]
    fn every_day_agrees_with_jiff(year in 1_i16..=9998, month in 0_i8..=14, day in 0_i8..=33) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        match Date::new(year, month, day) {
            Ok(_) => prop_assert_eq!(parse(&text), Ok(by_jiff(&text))),
            Err(_) => prop_assert!(parse(&text).is_err()),
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[0-9TZ:+. -]{0,30}|\\PC{0,20}") {
        let _ = parse(&text);
        for proposed in intended(&text).into_iter().chain(nearby(&text)) {
            prop_assert!(parse(&proposed).is_ok(), "{text} {proposed}");
        }
    }
}
