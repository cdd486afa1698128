//! The three forms, their mistakes, and their centuries.

use proptest::prelude::*;

use super::*;

/// 2026-11-26T12:00:00Z.
const NOW: i64 = 1_795_694_400;

fn at(seconds: i64) -> SystemTime {
    time_at(seconds).unwrap()
}

fn read_in(now: i64, text: &str) -> Option<(SystemTime, bool)> {
    parse(text, || at(now)).map(|date| (date.at, date.weekday_is_right))
}

fn read(text: &str) -> Option<(SystemTime, bool)> {
    read_in(NOW, text)
}

#[test]
fn the_three_forms_are_read() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun Nov 06 08:49:37 1994",
        " Sun, 06 Nov 1994 08:49:37 GMT\t",
    ] {
        assert_eq!(read(text), Some((at(784_111_777), true)), "{text}");
    }
}

#[test]
fn a_wrong_weekday_does_not_hide_the_date() {
    for text in [
        "Wed, 01 Jan 2027 00:00:00 GMT",
        "Wednesday, 01-Jan-27 00:00:00 GMT",
        "Wed Jan  1 00:00:00 2027",
    ] {
        assert_eq!(read(text), Some((at(1_798_761_600), false)), "{text}");
    }
    assert_eq!(read("Fri, 01 Jan 2027 00:00:00 GMT"), Some((at(1_798_761_600), true)));
}

#[test]
fn a_date_before_1970_and_a_leap_second_are_read() {
    for (text, seconds) in [
        ("Wed, 01 Jan 1969 00:00:00 GMT", -31_536_000),
        ("Wed Dec 31 23:59:59 1969", -1),
        ("Mon, 01 Jan 0001 00:00:00 GMT", -62_135_596_800),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
        ("Saturday, 31-Dec-16 23:59:60 GMT", 1_483_228_800),
        ("Sat Dec 31 23:59:60 2016", 1_483_228_800),
    ] {
        assert_eq!(read(text), Some((at(seconds), true)), "{text}");
    }
}

#[test]
fn a_year_of_two_digits_is_at_most_fifty_years_ahead() {
    let day = |date: &str| at(parse_full(date));
    for (now, text, expected) in [
        ("2026-11-26", "Wednesday, 01-Jan-70 00:00:00 GMT", "2070-01-01"),
        ("2026-11-26", "Thursday, 26-Nov-76 00:00:00 GMT", "2076-11-26"),
        ("2026-11-26", "Saturday, 27-Nov-76 00:00:00 GMT", "1976-11-27"),
        ("2026-11-26", "Saturday, 01-Jan-77 00:00:00 GMT", "1977-01-01"),
        ("2026-11-26", "Friday, 01-Jan-99 00:00:00 GMT", "1999-01-01"),
        ("1999-12-31", "Monday, 01-Jan-01 00:00:00 GMT", "2001-01-01"),
        ("1969-12-31", "Wednesday, 31-Dec-19 00:00:00 GMT", "2019-12-31"),
        ("2060-01-01", "Tuesday, 02-Jan-09 00:00:00 GMT", "2109-01-02"),
    ] {
        let found = read_in(parse_full(now), text).map(|(at, _)| at);
        assert_eq!(found, Some(day(expected)), "{text} in {now}");
    }
    // To the second.
    let now = parse_full("2026-11-26") + 3_600;
    let found = |text| read_in(now, text).map(|(at, _)| at);
    assert_eq!(
        found("Thursday, 26-Nov-76 01:00:00 GMT"),
        Some(at(parse_full("2076-11-26") + 3_600))
    );
    assert_eq!(
        found("Friday, 26-Nov-76 01:00:01 GMT"),
        Some(at(parse_full("1976-11-26") + 3_601))
    );
}

/// The first second of a day: `2070-01-01`.
fn parse_full(date: &str) -> i64 {
    let number = |range| str::parse(&date[range]).unwrap();
    let day = Date {
        year: number(0..4),
        month: number(5..7),
        day: number(8..10),
    };
    day.number().unwrap() * DAY
}

#[test]
fn the_clock_is_read_only_for_years_of_two_digits() {
    let asked = || panic!("the clock is asked");
    assert!(parse("Sun, 06 Nov 1994 08:49:37 GMT", asked).is_some());
    assert!(parse("Sun Nov  6 08:49:37 1994", asked).is_some());
}

#[test]
fn no_other_mistake_is_forgiven() {
    for text in [
        "",
        ",",
        "Wed",
        "Wed, ",
        "Fry, 01 Jan 2027 00:00:00 GMT",
        "Wed, 30 Feb 2027 00:00:00 GMT",
        "Wed, 00 Jan 2027 00:00:00 GMT",
        "Wed, 01 Jan 2027 24:00:00 GMT",
        "Wed, 01 Jan 2027 00:60:00 GMT",
        "Wed, 01 Jan 2027 00:00:60 GMT",
        "Wed, 01 Jan 2027 23:59:61 GMT",
        "Wed, 01 Jan 2027 00:00:00 UTC",
        "Wed, 01 Jan 2027 00:00:00 +0000",
        "Wed, 01 jan 2027 00:00:00 GMT",
        "Wed, 01 Jan +027 00:00:00 GMT",
        "Wed, 01 Jan 2027 00:00:00 GMT and more",
        "Wednesday, 01 Jan 2027 00:00:00 GMT",
        "Wed, 01-Jan-27 00:00:00 GMT",
        "01 Jan 2027 00:00:00 GMT",
        "2027-01-01",
        "Wéd, 01 Jan 2027 00:00:00 GMT",
        "Wed, 01 Jané2027 00:00:00 GMT",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_date_beyond_http_dates_is_shown_in_seconds() {
    assert_eq!(display(at(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
    assert_eq!(display(at(-1)), "Wed, 31 Dec 1969 23:59:59 GMT");
    assert_eq!(display(at(253_402_300_799)), "Fri, 31 Dec 9999 23:59:59 GMT");
    assert_eq!(display(at(253_402_300_800)), "@253402300800");
    assert_eq!(display(at(-62_167_219_201)), "@-62167219201");
}

proptest! {
    #[test]
    fn displayed_dates_are_read_back(seconds in -62_167_219_200_i64..253_402_300_800, weekday in 0_usize..7) {
        let shown = display(at(seconds));
        prop_assert_eq!(read(&shown), Some((at(seconds), true)));

        let name = &WEEKDAYS[weekday][..3];
        let is_right = shown.starts_with(name);
        let renamed = name.to_string() + &shown[3..];
        prop_assert_eq!(read(&renamed), Some((at(seconds), is_right)));
    }

    #[test]
    fn dates_are_those_of_an_independent_implementation(seconds in 0_i64..253_402_300_800) {
        let theirs = httpdate::fmt_http_date(at(seconds));
        prop_assert_eq!(display(at(seconds)), theirs);
    }

    #[test]
    fn dates_of_an_independent_implementation_are_read(
        text in "(Sun|Mon|Sunday|Monday)(,|) ([0-3][0-9][ -])?(Jan|Feb|Nov)[ -]([0-9 ][0-9] )?((19|20)?[0-9]{2} )?[0-2][0-9]:[0-5][0-9]:[0-6][0-9]( GMT| [12][0-9]{3})",
    ) {
        // It takes the century of RFC 850 from the digits alone.
        if let Ok(theirs) = httpdate::parse_http_date(&text)
            && !text.contains("day")
        {
            prop_assert_eq!(read(&text), Some((theirs, true)));
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in "(Mon|Sunday|[A-Z][a-z]{2}|\\PC{0,3})(,| )?[ 0-9A-Za-z:\\-é]{0,30}( GMT)?") {
        read(&text);
    }
}
