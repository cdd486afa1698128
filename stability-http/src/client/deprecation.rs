//! The field `Deprecation`: the form of RFC 9745, and the forms of its drafts.

use std::time::SystemTime;

use super::date;
use super::malformed::Fault;
use crate::structured::{self, Bare};

/// Since when a resource is deprecated.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deprecation {
    /// Since this time, which may be in the future.
    At(SystemTime),
    /// Since an unknown time.
    Undated,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Deprecation {
    /// Whether it is in force at this time; one without a date is.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use stability_http::client::Deprecation;
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

/// The meaning of one value of the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub deprecation: Option<Deprecation>,
    pub fault: Option<Fault>,
}

/// Reads `@seconds` (RFC 9745), and of the drafts `true`, `?1` and an HTTP-date; `false` and `?0` mean that nothing is announced.
///
/// RFC 9745 defines no parameter, so all parameters are ignored; if one is malformed, the field is malformed too.
pub fn parse(value: &[u8], now: impl FnOnce() -> SystemTime) -> Reading {
    let value = value.trim_ascii();
    match structured::item(value) {
        Ok(Bare::Date(seconds)) => {
            let at = date::time_at(seconds);
            return at.map_or_else(Reading::unreadable, |at| Reading::of(Deprecation::At(at)));
        }
        Ok(Bare::Boolean(true)) => return Reading::of(Deprecation::Undated),
        Ok(Bare::Boolean(false)) => return Reading::default(),
        Ok(Bare::Token(token)) if token.eq_ignore_ascii_case(b"true") => return Reading::of(Deprecation::Undated),
        Ok(Bare::Token(token)) if token.eq_ignore_ascii_case(b"false") => return Reading::default(),
        _ => {}
    }
    let date = str::from_utf8(value).ok().and_then(|text| date::parse(text, now));
    date.map_or_else(Reading::unreadable, |date| Reading {
        deprecation: Some(Deprecation::At(date.at)),
        fault: (!date.weekday_is_right).then_some(Fault::Weekday),
    })
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
    use std::time::UNIX_EPOCH;

    use proptest::prelude::*;

    use super::*;

    fn parse(value: &[u8]) -> Reading {
        super::parse(value, || UNIX_EPOCH)
    }

    fn at(seconds: i64) -> Reading {
        Reading::of(Deprecation::At(date::time_at(seconds).unwrap()))
    }

    #[test]
    fn the_form_of_the_standard_is_read() {
        for (value, seconds) in [
            ("@1688169599", 1_688_169_599),
            ("@0", 0),
            ("@-1", -1),
            ("  @7\t", 7),
            ("@7; a", 7),
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
    fn other_values_are_unreadable() {
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
            "@1;a=\"x",
            "@1;",
            "@1;A",
            "@1;a=",
            "@1;a=:YQ===:",
            "@1 ;a",
            "@1, @2",
            "?1;a=\"x",
            "true;a=\"x",
            "Sun, 06 Nov 1994 08:49:37 GMT;a",
        ] {
            assert_eq!(parse(value.as_bytes()), Reading::unreadable(), "{value}");
        }
        assert_eq!(parse(b"\xff"), Reading::unreadable());
    }

    /// The result of an independent parser of structured fields for the same value.
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
        fn it_agrees_with_an_independent_parser_for_any_rest(
            rest in "([;=\"\\\\a :@?%]|[a-z*]|:YQ==:|[0-9]){0,8}",
        ) {
            let value = format!("@1{rest}");
            let expected = date_of_sfv(&value).map_or_else(Reading::unreadable, at);
            prop_assert_eq!(parse(value.as_bytes()), expected);
        }

        #[test]
        fn nothing_makes_it_panic(value in any::<Vec<u8>>(), text in "[@?]?[-0-9true;, ]{0,20}") {
            parse(&value);
            parse(text.as_bytes());
        }
    }
}
