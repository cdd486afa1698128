//! The version in which something came to be.

use core::fmt;
use core::str::FromStr;

use semver::Version;

/// The version in which something came to be.
///
/// ```
/// use stability::contract::Since;
///
/// assert_eq!("next".parse::<Since>()?, Since::Next);
/// assert!("1.9.0".parse::<Since>()? < Since::Next);
/// # Ok::<(), semver::Error>(())
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Since {
    /// A release.
    Version(Version),
    /// The release in preparation, whose version is not decided; written `next`.
    Next,
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => version.fmt(f),
            Self::Next => f.pad("next"),
        }
    }
}

impl FromStr for Since {
    type Err = semver::Error;

    fn from_str(text: &str) -> Result<Self, semver::Error> {
        match text {
            "next" => Ok(Self::Next),
            version => version.parse().map(Self::Version),
        }
    }
}
