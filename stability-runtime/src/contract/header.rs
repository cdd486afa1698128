//! Who speaks: the packages heard from, each with its header.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use semver::{Version, VersionReq};

use crate::record::State;

/// What a package says of its contract as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Header {
    /// The name readers know it by.
    pub name: String,
    /// How far the contract itself is settled.
    pub state: State,
    /// The versions it applies to.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub scope: Option<VersionReq>,
    /// The named groups, in the order in which they are shown.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub areas: Vec<String>,
}

/// A package, as its manifest has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Version,
}

/// `nika-kernel 0.90.0`.
impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// A package that was heard from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Source {
    /// The package.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub package: Package,
    /// Its header, if it has one.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "contract", skip_serializing_if = "Option::is_none")
    )]
    pub header: Option<Header>,
}

/// What [`Item::package`](super::Item::package) holds for the items of each of `sources`, which are sorted: the name of
/// the package, with its version where another version stands beside it.
pub(super) fn labels(sources: &[Source]) -> Vec<String> {
    let count = |name: &str| sources.iter().filter(|source| source.package.name == name).count();
    sources
        .iter()
        .map(|Source { package, .. }| {
            if count(&package.name) > 1 {
                format!("{}@{}", package.name, package.version)
            } else {
                package.name.clone()
            }
        })
        .collect()
}
