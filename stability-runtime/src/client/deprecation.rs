//! The field `Deprecation`: as RFC 9745 has it, and the forms of its drafts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::announcement::Fault;
use super::date;

/// Since when a resource is deprecated.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::client::Deprecation"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deprecation {
    /// Since this time, which may lie ahead.
    At(SystemTime),
    /// Since a time that was not told.
    Undated,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::client::Deprecation"))]
impl Deprecation {
    /// Whether it is in force at this time; one without a date is.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use stability::client::Deprecation;
    ///
    /// let deprecation = Deprecation::At(UNIX_EPOCH + Duration::from_secs(10));
    /// assert!(!deprecation.in_force(UNIX_EPOCH));
    /// assert!(deprecation.in_force(UNIX_EPOCH + Duration::from_secs(10)));
    /// assert!(Deprecation::Undated.in_force(UNIX_EPOCH));
    /// ```
    pub fn in_force(self, now: SystemTime) -> bool {
        match self {
            Self::At(at) => at <= now,
            Self::Undated => true,
        }
    }
}

/// What one value of the field says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub deprecation: Option<Deprecation>,
    pub fault: Option<Fault>,
}

/// Reads `@seconds` (RFC 9745), and of the drafts `true`, `?1` and an HTTP-date; `false` and `?0` say nothing.
///
/// RFC 9745 defines no parameter, so what follows a `;` is not looked at.
pub fn parse(value: &[u8]) -> Reading {
    let Some(text) = str::from_utf8(value).ok() else {
        return Reading::unreadable();
    };
    let text = text.split_once(';').map_or(text, |(item, _)| item);
    let text = text.trim_matches([' ', '\t']);
    if let Some(seconds) = text.strip_prefix('@') {
        return parse_seconds(seconds).map_or_else(Reading::unreadable, |at| Reading::of(Deprecation::At(at)));
    }
    match text {
        "?1" => return Reading::of(Deprecation::Undated),
        "?0" => return Reading::default(),
        _ if text.eq_ignore_ascii_case("true") => return Reading::of(Deprecation::Undated),
        _ if text.eq_ignore_ascii_case("false") => return Reading::default(),
        _ => {}
    }
    date::parse(text).map_or_else(Reading::unreadable, |date| Reading {
        deprecation: Some(Deprecation::At(date.at)),
        fault: (!date.weekday_is_right).then_some(Fault::Weekday),
    })
}

/// An Integer of RFC 9651: up to fifteen digits, as a time that the system can tell.
fn parse_seconds(text: &str) -> Option<SystemTime> {
    let (digits, is_negative) = text.strip_prefix('-').map_or((text, false), |digits| (digits, true));
    if digits.len() > 15 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = Duration::from_secs(digits.parse().ok()?);
    if is_negative {
        UNIX_EPOCH.checked_sub(seconds)
    } else {
        UNIX_EPOCH.checked_add(seconds)
    }
}

impl Reading {
    fn of(deprecation: Deprecation) -> Self {
        Self {
            deprecation: Some(deprecation),
            fault: None,
        }
    }

    fn unreadable() -> Self {
        Self {
            deprecation: None,
            fault: Some(Fault::Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::String;

    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Reading {
        let duration = Duration::from_secs(seconds.unsigned_abs());
        Reading::of(Deprecation::At(if seconds < 0 {
            UNIX_EPOCH - duration
        } else {
            UNIX_EPOCH + duration
        }))
    }

    #[test]
    fn the_form_of_the_standard_is_read() {
        for (value, seconds) in [
            ("@1688169599", 1_688_169_599),
            ("@0", 0),
            ("@-1", -1),
            ("  @7\t", 7),
            ("@7;a;b=\"c;d\"", 7),
            ("@999999999999999", 999_999_999_999_999),
        ] {
            assert_eq!(parse(value.as_bytes()), at(seconds), "{value}");
        }
    }

    #[test]
    fn the_forms_of_the_drafts_are_read() {
        for value in ["true", "True", "?1", " true "] {
            assert_eq!(parse(value.as_bytes()), Reading::of(Deprecation::Undated), "{value}");
        }
        assert_eq!(parse(b"Sun, 06 Nov 1994 08:49:37 GMT"), at(784_111_777));
        assert_eq!(
            parse(b"Wed, 01 Jan 2027 00:00:00 GMT"),
            Reading {
                fault: Some(Fault::Weekday),
                ..at(1_798_761_600)
            }
        );
    }

    #[test]
    fn a_denial_says_nothing() {
        for value in ["false", "False", "?0"] {
            assert_eq!(parse(value.as_bytes()), Reading::default(), "{value}");
        }
    }

    #[test]
    fn what_is_none_of_these_is_unreadable() {
        for value in [
            "",
            "@",
            "@-",
            "@--1",
            "@+1",
            "@1.5",
            "@ 1",
            "@1 2",
            "@1234567890123456",
            "1688169599",
            "yes",
            "version=\"v1\"",
            "2027-01-01",
        ] {
            assert_eq!(parse(value.as_bytes()), Reading::unreadable(), "{value}");
        }
        assert_eq!(parse(b"\xff"), Reading::unreadable());
    }

    /// What an independent parser of structured fields says of the same value.
    fn date_of_sfv(value: &str) -> Option<i64> {
        let item: sfv::Item = sfv::Parser::new(value).parse().ok()?;
        Some(item.bare_item.as_date()?.unix_seconds().into())
    }

    proptest! {
        #[test]
        fn a_structured_date_is_read_as_an_independent_parser_reads_it(
            seconds in -999_999_999_999_i64..=999_999_999_999_999,
            parameters in "(; *[a-z*][a-z0-9_.*-]{0,4}(=([a-zA-Z*][a-z/:]{0,5}|-?[0-9]{1,9}|\\?[01]|\"[ -!#-\\[\\]-~]{0,8}\"|@[0-9]{1,9}))?){0,4}",
        ) {
            let value = format!("@{seconds}{parameters}");
            prop_assert_eq!(date_of_sfv(&value), Some(seconds), "the generator writes structured fields");
            prop_assert_eq!(parse(value.as_bytes()), at(seconds));
        }

        #[test]
        fn without_parameters_the_same_values_are_dates(value in "@?-?[0-9]{0,17}[.a]?[0-9]{0,2}") {
            let expected = date_of_sfv(&value).map_or_else(Reading::unreadable, at);
            prop_assert_eq!(parse(value.as_bytes()), expected);
        }

        #[test]
        fn nothing_makes_it_panic(value in any::<std::vec::Vec<u8>>(), text in "[@?]?[-0-9true;, ]{0,20}") {
            parse(&value);
            let _: String = text.clone();
            parse(text.as_bytes());
        }
    }
}
