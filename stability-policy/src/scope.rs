//! Which versions a contract is about.

use std::cmp::Ordering;

use semver::{BuildMetadata, Comparator, Op, Prerelease, Version, VersionReq};

/// Whether `version` is one that `scope` is about.
///
/// Cargo's rule, by which a requirement names a pre-release or means none, is about what to install. Here a pre-release belongs to the
/// release that it leads to: `>=0.80.0, <2.0.0` covers `0.90.0-alpha.1` too, and so does `^0.80.0-alpha.3`. Only an end that names a
/// pre-release is compared with pre-releases.
pub fn covers(scope: &VersionReq, version: &Version) -> bool {
    let Range { lower, upper } = Range::of(Some(scope));
    let compared = |end: &Version| {
        if end.pre.is_empty() {
            release(version).cmp_precedence(end)
        } else {
            version.cmp_precedence(end)
        }
    };
    let is_above = lower.is_none_or(|(end, is_left_out)| match compared(&end) {
        Ordering::Less => false,
        Ordering::Equal => !is_left_out,
        Ordering::Greater => true,
    });
    let is_below = upper.is_none_or(|(end, is_included)| match compared(&end) {
        Ordering::Less => true,
        Ordering::Equal => is_included,
        Ordering::Greater => false,
    });
    is_above && is_below
}

/// Whether `scope` is about a version, from `start` on, that `other` is not about. No scope is about every version.
pub fn exceeds(scope: Option<&VersionReq>, other: Option<&VersionReq>, start: &Version) -> bool {
    let (mut this, other) = (Range::of(scope), Range::of(other));
    // A pre-release belongs to the release that it leads to.
    let start = (release(start), false);
    this.lower = this.lower.max(Some(start));
    let is_empty = matches!((&this.lower, &this.upper), (Some((from, _)), Some((to, included))) if from > to || from == to && !included);
    let exceeds_above = match (&this.upper, &other.upper) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(this), Some(other)) => this > other,
    };
    !is_empty && (other.lower > this.lower || exceeds_above)
}

/// The versions between two ends, `None` where there is no end.
#[derive(Default)]
struct Range {
    /// With whether the version itself is left out.
    lower: Option<(Version, bool)>,
    /// With whether the version itself is in it.
    upper: Option<(Version, bool)>,
}

impl Range {
    fn of(scope: Option<&VersionReq>) -> Self {
        let mut range = Self::default();
        for comparator in scope.into_iter().flat_map(|scope| &scope.comparators) {
            let Self { lower, upper } = Self::of_comparator(comparator);
            range.lower = range.lower.max(lower);
            range.upper = match (range.upper, upper) {
                (Some(this), Some(other)) => Some(this.min(other)),
                (this, other) => this.or(other),
            };
        }
        range
    }

    fn of_comparator(comparator: &Comparator) -> Self {
        let &Comparator {
            op,
            major,
            minor,
            patch,
            ..
        } = comparator;
        let written = Version {
            pre: comparator.pre.clone(),
            ..Version::new(major, minor.unwrap_or(0), patch.unwrap_or(0))
        };
        // The first version behind all that begin with the numbers that are written.
        let next = match (minor, patch) {
            (Some(minor), Some(patch)) => Version::new(major, minor, patch.saturating_add(1)),
            (Some(minor), None) => Version::new(major, minor.saturating_add(1), 0),
            (None, _) => Version::new(major.saturating_add(1), 0, 0),
        };
        let is_whole = patch.is_some();
        let from = Some((written.clone(), false));
        let before = |version: Version| Some((version, false));
        match op {
            Op::Exact if is_whole => Self {
                lower: from,
                upper: Some((written, true)),
            },
            Op::Exact | Op::Wildcard => Self {
                lower: from,
                upper: before(next),
            },
            Op::Greater if is_whole => Self {
                lower: Some((written, true)),
                upper: None,
            },
            Op::Greater => Self {
                lower: Some((next, false)),
                upper: None,
            },
            Op::GreaterEq => Self {
                lower: from,
                upper: None,
            },
            Op::Less => Self {
                lower: None,
                upper: before(written),
            },
            Op::LessEq if is_whole => Self {
                lower: None,
                upper: Some((written, true)),
            },
            Op::LessEq => Self {
                lower: None,
                upper: before(next),
            },
            Op::Tilde => {
                let next = minor.map_or(next, |minor| Version::new(major, minor.saturating_add(1), 0));
                Self {
                    lower: from,
                    upper: before(next),
                }
            }
            // `Op` may grow; as of a caret, nothing is widened by what is not known.
            _ => {
                let next = match (major, minor, patch) {
                    (1.., _, _) | (0, None, _) => Version::new(major.saturating_add(1), 0, 0),
                    (0, Some(minor), patch) if minor > 0 || patch.is_none() => {
                        Version::new(0, minor.saturating_add(1), 0)
                    }
                    _ => next,
                };
                Self {
                    lower: from,
                    upper: before(next),
                }
            }
        }
    }
}

fn release(version: &Version) -> Version {
    Version {
        pre: Prerelease::EMPTY,
        build: BuildMetadata::EMPTY,
        ..version.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{covers, exceeds};

    #[test]
    fn a_pre_release_belongs_to_the_release_it_leads_to() {
        for (scope, version, expected) in [
            (">=0.80.0, <2.0.0", "0.90.0", true),
            (">=0.80.0, <2.0.0", "0.90.0-alpha.1", true),
            (">=0.80.0, <2.0.0", "2.0.0", false),
            (">=0.1.0-alpha.5, <=0.1.0-beta.1", "0.1.0-alpha.4", false),
            (">=0.1.0-alpha.5, <=0.1.0-beta.1", "0.1.0-alpha.7", true),
            (">=0.1.0-alpha.5, <=0.1.0-beta.1", "0.1.0", false),
            // Later pre-releases too, of whatever version within the scope.
            (">=0.1.0-alpha.5, <0.2.0", "0.1.0-alpha.4", false),
            (">=0.1.0-alpha.5, <0.2.0", "0.1.0-rc.1", true),
            (">=0.1.0-alpha.5, <0.2.0", "0.1.1-alpha.1", true),
            (">=0.1.0-alpha.5, <0.2.0", "0.2.0-alpha.1", false),
            ("^1.0.0-rc.1", "1.4.0-beta.2", true),
            ("~1.2.0-rc.1", "1.2.7-rc.1", true),
            ("=1.2.3-rc.1", "1.2.3-rc.2", false),
            ("=1.2.3", "1.2.3-rc.2", true),
            (">1.2.3", "1.2.3-rc.2", false),
            ("*", "0.0.1-alpha.1", true),
        ] {
            let found = covers(&scope.parse().unwrap(), &version.parse().unwrap());
            assert_eq!(found, expected, "{version} in {scope}");
        }
    }

    #[test]
    fn a_scope_exceeds_another_by_versions_that_are_to_come() {
        for (scope, other, start, expected) in [
            (">=1.0.0, <3.0.0", ">=1.0.0, <1.9.0", "1.2.4", true),
            (">=1.0.0, <1.9.0", ">=1.0.0, <3.0.0", "1.2.4", false),
            (">=1.0.0, <3.0.0", ">=1.2.0, <3.0.0", "1.2.4", false),
            (">=1.0.0, <3.0.0", ">=1.5.0, <3.0.0", "1.2.4", true),
            (">=1.0.0, <2.0.0", "^1.0.0", "1.2.4", false),
            ("^1", ">=1.0.0, <2.0.0", "1.2.4", false),
            ("1.*", "~1", "1.2.4", false),
            ("^0.3", "0.3.*", "0.3.1", false),
            ("^0.3", "^0.3.0", "0.3.1", false),
            ("^0", "^0.3", "0.3.1", true),
            ("^0.0.3", "=0.0.3", "0.0.3", true),
            ("<=1.9.9", "<1.9.9", "1.2.4", true),
            ("<=1.9", "<1.10.0", "1.2.4", false),
            (">1.2.3", ">=1.2.3", "1.2.0", false),
            (">=1.2.3", ">1.2.3", "1.2.0", true),
            ("~1.2.3", "~1.2", "1.2.4", false),
            ("<1.0.0", "<0.9.0", "1.2.4", false),
            ("*", ">=1.0.0", "1.2.4", false),
            ("*", "<9.0.0", "1.2.4", true),
            (">=2.0.0-alpha.1, <3.0.0", ">=2.0.0, <3.0.0", "2.0.0-alpha.2", false),
        ] {
            let (this, that) = (scope.parse().unwrap(), other.parse().unwrap());
            let found = exceeds(Some(&this), Some(&that), &start.parse().unwrap());
            assert_eq!(found, expected, "{scope} beside {other} from {start}");
            assert!(!exceeds(Some(&this), None, &start.parse().unwrap()), "{scope}");
        }
    }
}
