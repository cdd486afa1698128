//! The forms that texts in a contract have. Rules compare what they read of these texts, and a rule that cannot read one would be
//! silent; so each is read by its form or refused.
//!
//! Each function says what is wrong as the rest of a sentence whose subject is the text.

use alloc::format;
use alloc::string::String;

use crate::code::Code;
use crate::kind::Kind;

/// How a text is checked.
pub(in crate::contract) type Form = fn(&str) -> Result<(), String>;

/// A date as `deprecated_route` takes it: `2027-01-31`, or a date and time of RFC 3339 with its offset.
///
/// # Errors
///
/// The error in the text, as the rest of a sentence.
pub fn date(text: &str) -> Result<(), String> {
    let is_moment = |(day, time): (&str, &str)| is_day(day) && (time.is_empty() || is_time(time));
    if text.split_at_checked("2027-01-31".len()).is_some_and(is_moment) {
        return Ok(());
    }
    Err("is not a date: write it as `2027-01-31`, or with a time and its offset as `2027-01-31T12:00:00Z`".into())
}

/// Whether it is a day of the calendar, in the years that headers can write.
fn is_day(text: &str) -> bool {
    let [year, month, day] = match text.split('-').collect::<alloc::vec::Vec<_>>().as_slice() {
        [year, month, day] => [number(year, 4), number(month, 2), number(day, 2)],
        _ => return false,
    };
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// Whether it is the time after a day: `T12:00:00.5+02:00`.
fn is_time(text: &str) -> bool {
    let Some((clock, rest)) = text
        .strip_prefix(['T', 't'])
        .and_then(|text| text.split_at_checked("12:00:00".len()))
    else {
        return false;
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if offset.len() == fraction.len() {
                return false;
            }
            offset
        }
        None => rest,
    };
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(ahead) => is_clock(ahead, 2),
        None => offset.eq_ignore_ascii_case("z"),
    };
    is_clock(clock, 3) && is_offset
}

/// Whether it is hours, minutes and as many parts in all as are asked for: `12:00:00`.
fn is_clock(text: &str, parts: usize) -> bool {
    let most = [23, 59, 59];
    let fits = |(part, most): (&str, u32)| number(part, 2).is_some_and(|part| part <= most);
    text.split(':').count() == parts && text.split(':').zip(most).all(fits)
}

/// The number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|one| one.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// A URI reference, which a header can hold; in braces, a parameter of the route.
pub(in crate::contract) fn uri(text: &str) -> Result<(), String> {
    let illegal = text
        .chars()
        .find(|one| !one.is_ascii_graphic() || "<>\"\\^`|".contains(*one));
    let is_hex = |digits: &str| digits.bytes().all(|one| one.is_ascii_hexdigit());
    let percents = text.match_indices('%');
    let is_encoded = |(at, _): (usize, &str)| text.get(at + 1..at + 3).is_some_and(is_hex);
    match illegal {
        None if text.is_empty() => Err("is empty: write a URI, or leave the key out".into()),
        None if percents.clone().all(is_encoded) => Ok(()),
        None => Err("has a `%` without two hexadecimal digits after it: write it as `%25`".into()),
        Some(one) => Err(format!(
            "is not a URI, because {one:?} is not allowed in one: percent-encode it"
        )),
    }
}

/// The name of a package, as Cargo.toml has it.
pub(in crate::contract) fn package(text: &str) -> Result<(), String> {
    let is_part = |one: char| one.is_alphanumeric() || one == '-' || one == '_';
    if text.starts_with(|first: char| first.is_alphabetic() || first == '_') && text.chars().all(is_part) {
        return Ok(());
    }
    Err("is not the name of a package: write the name in its Cargo.toml".into())
}

/// The name of a package, with its version where the contract has two.
pub(in crate::contract) fn label(text: &str) -> Result<(), String> {
    let Some((name, version)) = text.split_once('@') else {
        return package(text);
    };
    package(name)?;
    semver::Version::parse(version).map(drop).map_err(|reason| {
        format!("has no version after the `@` ({reason}): write `{name}`, or for example `{name}@1.0.0`")
    })
}

/// The id or the name of something.
pub(in crate::contract) fn named(text: &str) -> Result<(), String> {
    match text.trim() {
        "" => Err("is empty: write the name that users know".into()),
        _ => Ok(()),
    }
}

/// The id of an item of a kind.
pub(in crate::contract) fn id(kind: Kind) -> Form {
    match kind {
        Kind::Route => route,
        Kind::ErrorCode => code,
        _ => named,
    }
}

/// The form of the signature of a kind of item, if that is not a free text.
pub(in crate::contract) fn signature(kind: Kind) -> Form {
    match kind {
        Kind::Artefact => artefact,
        _ => |_| Ok(()),
    }
}

/// A route: `GET /skills/{id}`.
fn route(text: &str) -> Result<(), String> {
    let is_method = |method: &str| {
        method.starts_with(|first: char| first.is_ascii_uppercase())
            && method
                .bytes()
                .all(|one| one.is_ascii_uppercase() || one.is_ascii_digit() || one == b'-')
    };
    let is_path = |path: &str| {
        let illegal = |one: char| one.is_whitespace() || one.is_control() || one == '?' || one == '#';
        path.starts_with('/') && !path.contains(illegal)
    };
    match text.split_once(' ') {
        Some((method, path)) if is_method(method) && is_path(path) => Ok(()),
        _ => Err("is not a route: write a method and a path, for example `GET /skills/{id}`".into()),
    }
}

/// A code of an error: `NIKA-AUTH-007`.
fn code(text: &str) -> Result<(), String> {
    match Code::split(text) {
        Some(_) => Ok(()),
        None => Err("is not an error code: write a namespace and a number, for example `NIKA-AUTH-007`".into()),
    }
}

/// The policy of an artefact.
fn artefact(text: &str) -> Result<(), String> {
    let is_keyed = text
        .strip_prefix("frozen by ")
        .is_some_and(|key| !key.trim().is_empty());
    if is_keyed || matches!(text, "frozen" | "additive" | "free") {
        return Ok(());
    }
    Err("is not a policy of generated output: write `frozen`, `frozen by` and a key, `additive` or `free`".into())
}

#[cfg(test)]
mod tests {
    use super::{Form, artefact, code, date, id, label, named, package, route, signature, uri};
    use crate::kind::Kind;

    #[track_caller]
    fn check(form: Form, legal: &[&str], illegal: &[&str]) {
        for text in legal {
            assert_eq!(form(text), Ok(()), "{text}");
        }
        for text in illegal {
            assert!(form(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        check(
            date,
            &["2027-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"],
            &[
                "",
                "never",
                "2027-1-1",
                "2027-01-32",
                "2027-00-01",
                "2027-13-01",
                "2027-01-00",
                "2027-04-31",
                "2025-02-29",
                "1900-02-29",
                "0000-01-01",
                "20270101",
                "+2027-01-31",
                "2027/01/31",
                "2027-01-31 ",
                " 2027-01-31",
                "2027-01-3é",
                "12027-01-31",
            ],
        );
    }

    #[test]
    fn a_time_has_its_seconds_and_its_offset() {
        check(
            date,
            &[
                "2027-01-31T12:00:00Z",
                "2027-01-31t23:59:59.999-02:00",
                "2027-01-31T00:00:00+00:00",
                "2027-01-31T00:00:00z",
            ],
            &[
                "2027-01-31T",
                "2027-01-31T12:00:00",
                "2027-01-31T12:00Z",
                "2027-01-31T24:00:00Z",
                "2027-01-31T12:60:00Z",
                "2027-01-31T12:00:60Z",
                "2027-01-31T12:00:00.Z",
                "2027-01-31T12:00:00+2",
                "2027-01-31T12:00:00+02:00Z",
                "2027-01-31T12:00:00+24:00",
                "2027-01-31 12:00:00Z",
                "2027-01-31T1:00:00Z",
            ],
        );
    }

    #[test]
    fn values_are_read_by_their_forms() {
        check(
            route,
            &["GET /", "PUT /skills/{id}", "M-SEARCH /{*rest}", "GET /{{x}}"],
            &[
                "",
                "GET",
                "/skills",
                "get /skills",
                "GET skills",
                "GET  /a",
                "GET /a b",
                "GET /a?b",
                "GET /a\n",
            ],
        );
        check(
            code,
            &["NIKA-AUTH-007", "A-1000"],
            &["", "NIKA", "nika-007", "NIKA-7", "NIKA-0007"],
        );
        check(
            artefact,
            &["frozen", "frozen by name: a, b", "additive", "free"],
            &["", "thawed", "frozen by ", "Free"],
        );
        check(package, &["nika", "_a", "a-b_c1"], &["", "1a", "a b", "a/b", "a@1.0.0"]);
        check(label, &["nika", "nika@1.0.0"], &["nika@1", "@1.0.0", "a b@1.0.0"]);
        check(
            uri,
            &["https://example.org/d", "/api/{id}?a=b#c", "%20", "a"],
            &["", "a b", "a\r\nb", "<a>", "é", "%2", "%zz", "\"a\""],
        );
        check(named, &["a"], &["", " "]);
    }

    #[test]
    fn the_form_of_an_id_and_a_declaration_goes_by_the_kind() {
        assert!(id(Kind::Route)("nika::read").is_err() && id(Kind::Fn)("nika::read").is_ok());
        assert!(signature(Kind::Artefact)("fn x()").is_err() && signature(Kind::Fn)("").is_ok());
    }
}
