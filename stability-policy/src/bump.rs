//! How much a version moves.

use std::fmt;

use semver::{Prerelease, Version};
use serde::{Deserialize, Serialize};

/// How much a version moves, the smallest first.
///
/// ```
/// use stability_policy::Bump;
///
/// let bump = |from: &str, to: &str| Bump::between(&from.parse().unwrap(), &to.parse().unwrap());
/// assert_eq!(bump("1.2.3", "1.3.0"), Bump::Minor);
/// assert_eq!(bump("0.1.0-alpha.4", "0.1.0-alpha.5"), Bump::PreRelease);
/// assert_eq!(bump("0.1.0-alpha.4", "0.1.0"), Bump::PreRelease);
/// assert_eq!(bump("1.2.3", "1.2.3"), Bump::None);
/// assert_eq!(bump("1.2.3", "1.2.2"), Bump::None);
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Not at all.
    #[default]
    None,
    /// From a pre-release to a later one of the same version, or to its release.
    PreRelease,
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Bump {
    /// Every bump, the smallest first.
    pub const ALL: [Self; 5] = [Self::None, Self::PreRelease, Self::Patch, Self::Minor, Self::Major];

    /// How much it is from one version to a later one; none to an earlier one. Build metadata is no part of it.
    pub fn between(from: &Version, to: &Version) -> Self {
        if to.cmp_precedence(from).is_le() {
            Self::None
        } else if to.major != from.major {
            Self::Major
        } else if to.minor != from.minor {
            Self::Minor
        } else if to.patch != from.patch {
            Self::Patch
        } else {
            Self::PreRelease
        }
    }

    /// The version that follows another one by as much.
    ///
    /// ```
    /// use stability_policy::Bump;
    ///
    /// let after = |bump: Bump, version: &str| bump.after(&version.parse().unwrap()).to_string();
    /// assert_eq!(after(Bump::Minor, "1.4.2"), "1.5.0");
    /// assert_eq!(after(Bump::Major, "2.0.0-rc.1"), "2.0.0");
    /// assert_eq!(after(Bump::PreRelease, "2.0.0-rc.1"), "2.0.0-rc.2");
    /// ```
    #[must_use]
    pub fn after(self, version: &Version) -> Version {
        match self {
            Self::None => version.clone(),
            Self::PreRelease => next_pre_release(version),
            // The release of a pre-release may have all that its last one may.
            _ if !version.pre.is_empty() => Version::new(version.major, version.minor, version.patch),
            Self::Patch => Version::new(version.major, version.minor, version.patch.saturating_add(1)),
            Self::Minor => Version::new(version.major, version.minor.saturating_add(1), 0),
            Self::Major => Version::new(version.major.saturating_add(1), 0, 0),
        }
    }

    /// What a release is called that makes it: `minor release`.
    pub const fn release(self) -> &'static str {
        match self {
            Self::None => "release of the same version",
            Self::PreRelease => "pre-release",
            Self::Patch => "patch release",
            Self::Minor => "minor release",
            Self::Major => "major release",
        }
    }

    /// The word for the bump.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::PreRelease => "pre-release",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The pre-release after another one, which counts in its last part, or else the release.
fn next_pre_release(version: &Version) -> Version {
    let release = Version::new(version.major, version.minor, version.patch);
    let counted = version.pre.rsplit_once('.').and_then(|(name, number)| {
        let number = number.parse::<u64>().ok()?.checked_add(1)?;
        Prerelease::new(&format!("{name}.{number}")).ok()
    });
    counted.map_or(release.clone(), |pre| Version { pre, ..release })
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
