//! How long something was deprecated before it goes.
//!
//! The releases that had the deprecation count, and not the one that removes. A route may be removed on the day of its sunset;
//! where that is an hour, on the next day, since only the day of a judgement is known. Before 1.0 and between pre-releases, no
//! notice is needed unless the policy asks for it.

use core::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use semver::{BuildMetadata, Version};
use stability::__internal::check_date;
use stability::contract::{Deprecated, Since};

use super::{Case, Notice};

/// What is short of a notice. Both may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// How many minor releases had the deprecation, and how many are asked for.
    pub minors: Option<(u32, u32)>,
    /// For how many days it stood, and for how many it should.
    pub days: Option<(u32, u32)>,
}

/// `1 of 2 minor releases and 30 of 90 days`.
impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((given, asked)) = self.minors {
            write!(f, "{given} of {asked} minor release{}", plural(asked))?;
        }
        if self.minors.is_some() && self.days.is_some() {
            f.write_str(" and ")?;
        }
        if let Some((given, asked)) = self.days {
            write!(f, "{given} of {asked} day{}", plural(asked))?;
        }
        Ok(())
    }
}

const fn plural(count: u32) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Case<'_> {
    /// What is short of `notice` where something of `package`, deprecated so at the baseline, is gone in the judged version.
    ///
    /// Each release line counts that had the deprecation: deprecated in 1.4 and gone in 2.0, with 1.5 and 1.6 between them, is
    /// three minor releases of notice. What cannot be known counts as given. A deprecation that does not say since when is
    /// taken at the word of the baseline, where it stands.
    pub(super) fn short_of(&self, notice: Notice, deprecated: &Deprecated, package: &str) -> Option<Short> {
        let baseline = self.version_before(package)?;
        // A package that is gone as a whole went with the principal one.
        let principal = || Some(self.current().package()?.version.clone());
        let to = &self.version_to_be(package).or_else(principal)?;
        let since = match &deprecated.since {
            Some(Since::Version(since)) => since,
            Some(Since::Next) | None => baseline,
        };
        let minors = self.minors_since(package, since, to).or_else(|| {
            // No list of releases tells how many there are between two major ones, but the baseline is the last of them.
            let before = self.minors_since(package, since, baseline)?;
            Some(before + u32::from((baseline.major, baseline.minor) < (to.major, to.minor)))
        });
        let released = || start_of(self.released_on(package, since)?);
        let start = deprecated.on.as_deref().and_then(moment).or_else(released);
        let today = self.circumstances().today.and_then(start_of);
        let days = start
            .zip(today)
            .map(|(start, today)| u32::try_from(days_between(start, today)).unwrap_or_default());
        let short = Short {
            minors: short(minors, notice.minors),
            days: short(days, notice.days),
        };
        (short.minors.is_some() || short.days.is_some()).then_some(short)
    }

    /// The date of a release of a package: that of its tag, or else of its section in the changelog.
    pub(super) fn released_on(&self, package: &str, version: &Version) -> Option<Date> {
        let circumstances = self.circumstances();
        let tagged = self
            .tags(package)
            .find(|tag| tag.version == *version)
            .map(|tag| tag.date);
        tagged.or_else(|| {
            let mut told = circumstances.changelog.iter().flatten();
            told.find(|release| release.version.as_ref() == Some(version))?.date
        })
    }
}

fn short(given: Option<u32>, asked: u32) -> Option<(u32, u32)> {
    given.filter(|given| *given < asked).map(|given| (given, asked))
}

/// What is short of `minors` minor releases where something is announced in `since` to go in `remove_in`. Between two major
/// versions there is room for any number.
pub fn announced_short(minors: u32, since: &Version, remove_in: &Version) -> Option<(u32, u32)> {
    let room = (since.major == remove_in.major).then(|| remove_in.minor.saturating_sub(since.minor));
    short(room.map(|room| u32::try_from(room).unwrap_or(u32::MAX)), minors)
}

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
