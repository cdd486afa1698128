//! The packages of a contract, each with its header.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use semver::{Version, VersionReq};
use serde::{Deserializer, Serialize, Serializer};

use super::json::fields::object;
use super::json::form;
use super::json::read::{Fault, Read, Reading};
use super::state::State;

object! {
    /// The header of the contract of a package.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Header {
        /// The name readers know it by.
        pub name: String => required,
        /// How far the contract itself is settled.
        pub state: State => required,
        /// The versions it applies to.
        pub scope: Option<VersionReq>,
        /// The named groups, in the order in which they are shown.
        pub areas: Vec<String>,
    }
}

object! {
    /// A package, as its manifest has it.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub struct Package checked by check_package {
        /// Its name.
        pub name: String => required,
        /// Its version.
        pub version: Version => required,
    }
}

/// `nika-kernel 0.90.0`.
impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

fn check_package(package: &Package) -> Result<(), Fault> {
    Fault::unless(form::package, "name", &package.name)
}

/// A package that submitted promises.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The package.
    pub package: Package,
    /// Its header, if it has one.
    pub header: Option<Header>,
    /// The promises of its manifest, if that was read.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub manifest: Option<Manifest>,
    /// How many of its public items state no tier, where they were counted.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub unmarked: Option<u32>,
    /// Its last release, or the one that is being prepared, where the recorded contract names one.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub released: Option<Version>,
}

impl Source {
    /// A package, and nothing of its manifest.
    pub(super) fn new(package: Package, header: Option<Header>) -> Self {
        Self {
            package,
            header,
            manifest: None,
            unmarked: None,
            released: None,
        }
    }
}

object! {
    /// A [`Source`] as JSON has it: the name of the package is beside the rest.
    pub struct Listed checked by check_listed {
        pub name: String => required,
        pub version: Version => required,
        pub contract: Option<Header>,
        pub manifest: Option<Manifest>,
        pub unmarked: Option<u32>,
        pub released: Option<Version>,
    }
}

fn check_listed(listed: &Listed) -> Result<(), Fault> {
    Fault::unless(form::package, "name", &listed.name)
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let source = self.clone();
        let listed = Listed {
            name: source.package.name,
            version: source.package.version,
            contract: source.header,
            manifest: source.manifest,
            unmarked: source.unmarked,
            released: source.released,
        };
        listed.serialize(serializer)
    }
}

impl<'de> Read<'de> for Source {
    fn read<D: Deserializer<'de>>(deserializer: D, reading: &Reading) -> Result<Self, D::Error> {
        let Listed {
            name,
            version,
            contract: header,
            manifest,
            unmarked,
            released,
        } = Listed::read(deserializer, reading)?;
        Ok(Self {
            package: Package { name, version },
            header,
            manifest,
            unmarked,
            released,
        })
    }
}

object! {
    /// The promises of a manifest, which need no annotation.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0")
    )]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Manifest {
        /// The minimum supported Rust version, `rust-version` with all three numbers.
        pub rust_version: Option<Version>,
        /// The features by name, `default` among them.
        pub features: BTreeMap<String, Feature>,
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Manifest {
    /// A manifest that promises nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether `feature` is on by default, directly or through others.
    pub fn is_default(&self, feature: &str) -> bool {
        feature != "default" && self.enabled_by("default").contains(feature)
    }

    /// The features that `feature` turns on, directly or through others, and itself.
    pub fn enabled_by<'a>(&'a self, feature: &'a str) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = Vec::from([feature]);
        while let Some(name) = open.pop() {
            if seen.insert(name) {
                let enables = self.features.get(name).map(|feature| feature.enables.as_slice());
                open.extend(enables.unwrap_or_default().iter().map(String::as_str));
            }
        }
        seen
    }
}

object! {
    /// A feature of a package.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0")
    )]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Feature {
        /// The version in which it was first recorded.
        pub since: Option<Version>,
        /// The features that it turns on, as the manifest spells them.
        pub enables: Vec<String>,
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Feature {
    /// A feature that turns `enables` on.
    pub fn new(enables: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            since: None,
            enables: enables.into_iter().map(Into::into).collect(),
        }
    }
}

/// The value of [`Item::package`](super::Item::package) for the items of each of `sources`, which are sorted: the name of
/// the package, with its version if the contract has another version of it.
pub(super) fn labels(sources: &[Source]) -> Vec<String> {
    let name = |at: usize| sources.get(at).map(|source| &source.package.name);
    sources
        .iter()
        .enumerate()
        .map(|(at, Source { package, .. })| {
            let beside = [name(at.wrapping_sub(1)), name(at + 1)];
            if beside.contains(&Some(&package.name)) {
                format!("{}@{}", package.name, package.version)
            } else {
                package.name.clone()
            }
        })
        .collect()
}
