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
    /// For how many days it was deprecated, and for how many it should be.
    pub days: Option<(u32, u32)>,
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
        if let Some((given, asked)) = self.days {
            write!(f, "{given} of {asked} day{}", plural(asked))?;
        }
        Ok(())
    }
}

const fn plural(count: u32) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Releases<'_> {
    /// What is missing of `notice` where something of `package`, deprecated so at the baseline, is removed in the judged version.
    ///
    /// Each release line counts that had the deprecation: deprecated in 1.4 and removed in 2.0, with 1.5 and 1.6 between them, is
    /// three minor releases of notice. What cannot be known counts as given. A deprecation that does not say since when counts
    /// from the baseline, which has it. Of what is only announced there, the compiler has told nobody.
    pub fn missing_notice(&self, notice: Notice, deprecated: &Deprecated, package: &str) -> Option<MissingNotice> {
        let baseline = self.version_before(package)?;
        // A package that was removed as a whole goes with the principal one.
        let principal = || Some(self.current.package()?.version.clone());
        let to = &self.version_to_be(package).or_else(principal)?;
        if deprecated.stage_in(baseline) == DeprecationStage::Announced {
            let missing = MissingNotice {
                minors: missing(Some(0), notice.minors),
                days: missing(Some(0), notice.days),
            };
            return (!notice.is_none()).then_some(missing);
        }
        let since = match deprecated.warned_since() {
            Some(Since::Version(since)) => since,
            Some(Since::Next) | None => baseline,
        };
        let minors = self.minors_since(package, since, to).or_else(|| {
            // No list of releases tells how many there are between two major ones, but the baseline is the last of them.
            let before = self.minors_since(package, since, baseline)?;
            Some(before + u32::from((baseline.major, baseline.minor) < (to.major, to.minor)))
        });
        let released = || start_of(self.date(package, since)?);
        let start = deprecated.on.as_deref().and_then(moment).or_else(released);
        let days = start
            .zip(self.evidence.today.and_then(start_of))
            .map(|(start, today)| u32::try_from(days_between(start, today)).unwrap_or_default());
        let missing = MissingNotice {
            minors: missing(minors, notice.minors),
            days: missing(days, notice.days),
        };
        (missing.minors.is_some() || missing.days.is_some()).then_some(missing)
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
