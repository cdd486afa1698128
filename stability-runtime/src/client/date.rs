//! HTTP-dates (RFC 9110, section 5.6.7), those with a wrong weekday included.

use std::format;
use std::string::String;
use std::time::{SystemTime, UNIX_EPOCH};

/// The names of the weekdays in the two lengths that the three forms use.
const WEEKDAYS: [[&str; 7]; 2] = [
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
];

/// The longest form: `Wednesday, 06-Nov-94 08:49:37 GMT`.
const LONGEST: usize = 33;

/// A date, and whether its weekday is the one that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpDate {
    pub at: SystemTime,
    pub weekday_is_right: bool,
}

/// Reads IMF-fixdate, RFC 850 and asctime.
///
/// A wrong weekday does not hide the date: it is the part that people write by hand, and the only redundant one.
pub fn parse(text: &str) -> Option<HttpDate> {
    let text = text.trim_matches([' ', '\t']);
    if text.len() > LONGEST {
        return None;
    }
    if let Ok(at) = httpdate::parse_http_date(text) {
        return Some(HttpDate {
            at,
            weekday_is_right: true,
        });
    }
    let (weekday, rest) = text.split_at(text.find([',', ' '])?);
    let names = WEEKDAYS.into_iter().find(|names| names.contains(&weekday))?;
    names.into_iter().find_map(|name| {
        let at = httpdate::parse_http_date(&format!("{name}{rest}")).ok()?;
        Some(HttpDate {
            at,
            weekday_is_right: false,
        })
    })
}

/// The date as an HTTP-date, or in seconds since 1970 where it has none.
pub fn display(at: SystemTime) -> String {
    /// The first second of the year 10000.
    const END: u64 = 253_402_300_800;
    match at.duration_since(UNIX_EPOCH) {
        Ok(since) if since.as_secs() < END => httpdate::fmt_http_date(at),
        Ok(since) => format!("@{}", since.as_secs()),
        Err(before) => format!("@-{}", before.duration().as_secs()),
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString as _;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn read(text: &str) -> Option<(SystemTime, bool)> {
        parse(text).map(|date| (date.at, date.weekday_is_right))
    }

    #[test]
    fn the_three_forms_are_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
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
    fn no_other_mistake_is_forgiven() {
        for text in [
            "",
            ",",
            "Wed",
            "Wed, ",
            "Fry, 01 Jan 2027 00:00:00 GMT",
            "Wed, 30 Feb 2027 00:00:00 GMT",
            "Wed, 01 Jan 2027 24:00:00 GMT",
            "Wed, 01 Jan 2027 00:00:00 UTC",
            "Wed, 01 Jan 2027 00:00:00 +0000",
            "Wednesday, 01 Jan 2027 00:00:00 GMT",
            "Wed, 01 Jan 1969 00:00:00 GMT",
            "01 Jan 2027 00:00:00 GMT",
            "2027-01-01",
            "Wéd, 01 Jan 2027 00:00:00 GMT",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_beyond_http_dates_is_shown_in_seconds() {
        assert_eq!(display(at(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(display(at(253_402_300_799)), "Fri, 31 Dec 9999 23:59:59 GMT");
        assert_eq!(display(at(253_402_300_800)), "@253402300800");
        assert_eq!(display(UNIX_EPOCH - Duration::from_secs(1)), "@-1");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(seconds in 0_u64..253_402_300_800, weekday in 0_usize..7) {
            let shown = display(at(seconds));
            prop_assert_eq!(read(&shown), Some((at(seconds), true)));

            let name = WEEKDAYS[0][weekday];
            let is_right = shown.starts_with(name);
            let renamed = name.to_string() + &shown[3..];
            prop_assert_eq!(read(&renamed), Some((at(seconds), is_right)));
        }

        #[test]
        fn nothing_makes_it_panic(text in "(Mon|Sunday|[A-Z][a-z]{2}|\\PC{0,3})(,| )?[ 0-9A-Za-z:\\-é]{0,30}( GMT)?") {
            parse(&text);
        }
    }
}
