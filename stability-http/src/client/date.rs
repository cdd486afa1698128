//! HTTP-dates (RFC 9110, section 5.6.7), those with a wrong weekday included.
//!
//! The crate `httpdate` knows no date before 1970, no leap second, and takes the century of a year of two digits from the
//! digits alone; it is what the tests compare with.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::calendar::{DAY, Date};
use crate::steps;

/// From the first of January 1970.
const WEEKDAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// For how many years a year of two digits may lie ahead.
const YEARS_AHEAD: i64 = 50;

/// A date, and whether its weekday is the one that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpDate {
    pub at: SystemTime,
    pub weekday_is_right: bool,
}

/// Reads IMF-fixdate, RFC 850 and asctime. Only a year of two digits is read by the clock.
///
/// A wrong weekday does not hide the date: it is the part that people write by hand, and the only redundant one. A leap
/// second is the first second of the next day.
pub fn parse(text: &str, now: impl FnOnce() -> SystemTime) -> Option<HttpDate> {
    let text = text.trim_matches([' ', '\t']);
    steps::looked_at(text.len());
    let (weekday, rest) = text.split_at(text.find([',', ' '])?);
    let is_name = |name: &&str| *name == weekday || name.get(..3) == Some(weekday);
    let named = WEEKDAYS.iter().position(is_name)?;
    let (day, second) = if weekday.len() > 3 {
        let (day, second) = rfc850(Rest(rest))?;
        (of_two_digits(day, second, now()), second)
    } else if rest.starts_with(',') {
        imf_fixdate(Rest(rest))?
    } else {
        asctime(Rest(rest))?
    };
    let days = day.number()?;
    Some(HttpDate {
        at: time_at(days * DAY + second)?,
        weekday_is_right: usize::try_from(days.rem_euclid(7)) == Ok(named),
    })
}

/// `, 06 Nov 1994 08:49:37 GMT`.
fn imf_fixdate(mut rest: Rest<'_>) -> Option<(Date, i64)> {
    rest.mark(", ")?;
    let day = rest.number(2)?;
    rest.mark(" ")?;
    let month = rest.month()?;
    rest.mark(" ")?;
    let year = rest.number(4)?;
    rest.mark(" ")?;
    let second = rest.time()?;
    rest.mark(" GMT")?;
    rest.end()?;
    Some((Date { year, month, day }, second))
}

/// `, 06-Nov-94 08:49:37 GMT`; the year is of two digits.
fn rfc850(mut rest: Rest<'_>) -> Option<(Date, i64)> {
    rest.mark(", ")?;
    let day = rest.number(2)?;
    rest.mark("-")?;
    let month = rest.month()?;
    rest.mark("-")?;
    let year = rest.number(2)?;
    rest.mark(" ")?;
    let second = rest.time()?;
    rest.mark(" GMT")?;
    rest.end()?;
    Some((Date { year, month, day }, second))
}

/// ` Nov  6 08:49:37 1994`.
fn asctime(mut rest: Rest<'_>) -> Option<(Date, i64)> {
    rest.mark(" ")?;
    let month = rest.month()?;
    rest.mark(" ")?;
    let digits = if rest.mark(" ").is_some() { 1 } else { 2 };
    let day = rest.number(digits)?;
    rest.mark(" ")?;
    let second = rest.time()?;
    rest.mark(" ")?;
    let year = rest.number(4)?;
    rest.end()?;
    Some((Date { year, month, day }, second))
}

/// The day in the latest year with those last two digits in which it is not more than fifty years ahead.
fn of_two_digits(day: Date, second: i64, now: SystemTime) -> Date {
    let now = seconds_of(now);
    let (today, second_of_day) = (Date::of(now.div_euclid(DAY)), now.rem_euclid(DAY));
    let latest = Date {
        year: today.year + YEARS_AHEAD,
        ..today
    };
    let of_century = |century: i64| Date {
        year: century * 100 + day.year,
        ..day
    };
    let century = latest.year.div_euclid(100);
    if (of_century(century), second) <= (latest, second_of_day) {
        of_century(century)
    } else {
        of_century(century - 1)
    }
}

/// The rest of a text.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn mark(&mut self, mark: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(mark)?;
        Some(())
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        self.0 = rest;
        number.parse().ok().filter(|_| is_number)
    }

    fn month(&mut self) -> Option<i64> {
        let (name, rest) = self.0.split_at_checked(3)?;
        let month = MONTHS.iter().position(|month| *month == name)?;
        self.0 = rest;
        i64::try_from(month + 1).ok()
    }

    /// `08:49:37`, as seconds since the start of the day; a leap second can only be the last of it.
    fn time(&mut self) -> Option<i64> {
        let hour = self.number(2)?;
        self.mark(":")?;
        let minute = self.number(2)?;
        self.mark(":")?;
        let second = self.number(2)?;
        let is_leap = (hour, minute, second) == (23, 59, 60);
        let is_time = hour < 24 && minute < 60 && (second < 60 || is_leap);
        is_time.then_some((hour * 60 + minute) * 60 + second)
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// Those seconds after 1970, or before it where they are below zero, as a time that the system can tell.
pub fn time_at(seconds: i64) -> Option<SystemTime> {
    let span = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 {
        UNIX_EPOCH.checked_sub(span)
    } else {
        UNIX_EPOCH.checked_add(span)
    }
}

/// The seconds from 1970 to a time; a part of a second is dropped.
fn seconds_of(at: SystemTime) -> i64 {
    match at.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            -seconds - i64::from(before.subsec_nanos() > 0)
        }
    }
}

/// The date as an HTTP-date, or in seconds since 1970 where its year has not four digits.
pub fn display(at: SystemTime) -> String {
    let seconds = seconds_of(at);
    // 0000-01-01 to 9999-12-31.
    if !(-62_167_219_200..253_402_300_800).contains(&seconds) {
        return format!("@{seconds}");
    }
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let Date { year, month, day } = Date::of(days);
    let weekday = usize::try_from(days.rem_euclid(7))
        .ok()
        .and_then(|at| WEEKDAYS.get(at)?.get(..3));
    let month = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    let (weekday, month) = (weekday.unwrap_or_default(), month.copied().unwrap_or_default());
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests;
