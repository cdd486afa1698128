//! Days, moments and versions that are counted.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use semver::{BuildMetadata, Version};
use stability::__internal::check_date;

/// How many whole days `to` is after `from`; below zero where it is before.
pub fn days_between(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_second() - from.as_second()).div_euclid(24 * 60 * 60)
}

/// `days` days after `date`, or the last day there is.
pub fn days_after(date: Date, days: u32) -> Date {
    date.saturating_add(i64::from(days).days())
}

/// A date as a route has it: `2027-01-01`, which is the start of that day in UTC, or a moment of RFC 3339. A part of a second
/// is dropped, as it is from the headers.
pub fn moment(written: &str) -> Option<Timestamp> {
    // A date is read without looking at what is behind a `T`, which may be on another day in UTC.
    if written.contains(['T', 't', ' ']) {
        match written.parse::<Timestamp>() {
            Ok(moment) => Timestamp::from_second(moment.as_second()).ok(),
            // The last day that a contract can have ends after the last moment that there is.
            Err(_) => check_date(written).ok().map(|()| Timestamp::MAX),
        }
    } else {
        Some(start_of(written.parse().ok()?).unwrap_or(Timestamp::MAX))
    }
}

/// The first moment of a day in UTC. Of the day of the judgement nothing more is known than that it has begun.
pub fn start_of(day: Date) -> Option<Timestamp> {
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// The day in UTC on which a moment falls.
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

/// The first day that begins when the moment has come: the day after it, where it falls on an hour of a day.
pub fn first_day(moment: Timestamp) -> Date {
    let day = day_of(moment);
    if start_of(day) == Some(moment) {
        day
    } else {
        days_after(day, 1)
    }
}

/// Whether `version` is `target` or later. A pre-release counts as the release that it leads to, unless `target` is one too.
pub fn has_reached(version: &Version, target: &Version) -> bool {
    if target.pre.is_empty() {
        release(version).cmp_precedence(target).is_ge()
    } else {
        version.cmp_precedence(target).is_ge()
    }
}

/// The release that a version is, or leads to: `2.0.0` of `2.0.0-alpha.1`.
pub fn release(version: &Version) -> Version {
    Version {
        pre: semver::Prerelease::EMPTY,
        build: BuildMetadata::EMPTY,
        ..version.clone()
    }
}
