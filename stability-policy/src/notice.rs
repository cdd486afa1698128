//! How long something was deprecated before it is removed.
//!
//! The releases that had the deprecation count, and not the one that removes. A route may be removed on the day of its sunset;
//! where that is an hour, on the next day, since only the day of a judgement is known. Before 1.0 and between pre-releases, no
//! notice is needed unless the policy asks for it.

use std::fmt;

use semver::Version;
use stability::contract::{Deprecated, DeprecationStage, Since};

use super::Notice;
use super::dates::{days_between, moment, start_of};
use super::releases::Releases;

/// What is missing of a notice: releases, days, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingNotice {
    /// How many minor releases had the deprecation, and how many are asked for.
    pub minors: Option<(u32, u32)>,
    /// For how many days it was deprecated, where that is known, and for how many it should be.
    pub days: Option<(Option<u32>, u32)>,
}

/// How a notice compares with what the policy asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeGiven {
    /// It was given.
    Enough,
    /// It was too short.
    Missing(MissingNotice),
    /// Nobody knows, for this reason: a sentence.
    Unknown(String),
}

/// `1 of 2 minor releases and 30 of 90 days`.
impl fmt::Display for MissingNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((given, asked)) = self.minors {
            write!(f, "{given} of {asked} minor release{}", plural(asked))?;
        }
        if self.minors.is_some() && self.days.is_some() {
            f.write_str(" and ")?;
        }
        match self.days {
            Some((Some(given), asked)) => write!(f, "{given} of {asked} day{}", plural(asked)),
            Some((None, asked)) => write!(f, "an unknown part of {asked} day{}", plural(asked)),
            None => Ok(()),
        }
    }
}

const fn plural(count: u32) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// What the policy asks for: `2 minor releases and 90 days`.
pub fn words(notice: Notice) -> String {
    let count = |count: u32, unit: &str| format!("{count} {unit}{}", plural(count));
    match (notice.minors, notice.days) {
        (minors, 0) => count(minors, "minor release"),
        (0, days) => count(days, "day"),
        (minors, days) => format!("{} and {}", count(minors, "minor release"), count(days, "day")),
    }
}

impl Releases<'_> {
    /// What is missing of `notice` where something of `package`, deprecated so at the baseline, is removed in the judged version.
    ///
    /// Each release line counts that had the deprecation: deprecated in 1.4 and removed in 2.0, with 1.5 and 1.6 between them, is
    /// three minor releases of notice. A deprecation that does not say since when counts from the baseline, which has it; one that
    /// says `next` was in no release yet. No day counts before the release that first had the deprecation. What is known to be missing
    /// is missing, whatever else is not known. Of what is only announced at the baseline, the compiler has told nobody.
    pub fn notice_given(&self, notice: Notice, deprecated: &Deprecated, package: &str) -> NoticeGiven {
        // A package that was removed as a whole goes with the principal one.
        let principal = || Some(self.current.package()?.version.clone());
        let to = self.version_to_be(package).or_else(principal);
        let (Some(baseline), Some(to)) = (self.version_before(package), &to) else {
            return NoticeGiven::Enough;
        };
        if deprecated.stage_in(baseline) == DeprecationStage::Announced && !notice.is_none() {
            return NoticeGiven::Missing(MissingNotice {
                minors: missing(Some(0), notice.minors),
                days: (notice.days > 0).then_some((Some(0), notice.days)),
            });
        }
        let today = self.evidence.today.and_then(start_of);
        let (since, released) = match deprecated.warned_since() {
            Some(Since::Next) => (to, today),
            Some(Since::Version(since)) => (since, self.date(package, since).and_then(start_of)),
            None => (baseline, self.date(package, baseline).and_then(start_of)),
        };
        let minors = self.minors_since(package, since, to);
        let least = self.least_minors_since(package, since, to);
        // The day of a route is its own, and may be before the release that told users.
        let is_unlisted =
            matches!(deprecated.warned_since(), Some(Since::Version(_))) && self.is_day_unlisted(package, since);
        let start = deprecated
            .on
            .as_deref()
            .and_then(moment)
            .max(released)
            .filter(|_| !is_unlisted);
        let days = start
            .zip(today)
            .map(|(start, today)| u32::try_from(days_between(start, today)).unwrap_or_default());
        let lacks_days = notice.days > days.unwrap_or_default();
        let missing = MissingNotice {
            minors: missing(minors, notice.minors),
            // A release whose day is not known is a question; the day of the judgement is what the caller has to say.
            days: (lacks_days && (days.is_some() || today.is_none())).then_some((days, notice.days)),
        };
        if missing.minors.is_some() || missing.days.is_some() {
            NoticeGiven::Missing(missing)
        } else if minors.is_none() && least < notice.minors {
            NoticeGiven::Unknown(match self.unlisted_since(package, since, to) {
                Some(reason) => format!(
                    "Users had at least {least} of {} minor release{} of notice since {since}; {reason}, so others may be missing",
                    notice.minors,
                    plural(notice.minors)
                ),
                None => format!("It is unknown which releases of `{package}` came after {since}"),
            })
        } else if lacks_days {
            NoticeGiven::Unknown(format!(
                "It is unknown on which day {since} of `{package}` was released"
            ))
        } else {
            NoticeGiven::Enough
        }
    }
}

fn missing(given: Option<u32>, asked: u32) -> Option<(u32, u32)> {
    given.filter(|given| *given < asked).map(|given| (given, asked))
}

/// What is missing of `minors` minor releases where the deprecation in `since` announces the removal in `remove_in`. Between two
/// major versions there is room for any number.
pub fn missing_minors(minors: u32, since: &Version, remove_in: &Version) -> Option<(u32, u32)> {
    let room = (since.major == remove_in.major).then(|| remove_in.minor.saturating_sub(since.minor));
    missing(room.map(|room| u32::try_from(room).unwrap_or(u32::MAX)), minors)
}
