//! Which release a package makes: its versions, how far they are apart, and what is said of it.

use alloc::vec::Vec;

use semver::Version;

use super::{Case, source};
use crate::contract::package_name;
use crate::policy::notice::release;
use crate::policy::{Bump, Phase, Release, Tag};

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::policy::Case")
)]
impl<'a> Case<'a> {
    /// The version of a package that is judged.
    pub fn version(&self, package: &str) -> Option<&'a Version> {
        let own = source(self.current, package).map(|source| &source.package.version);
        self.circumstances.version.as_ref().or(own)
    }

    /// The version of a package at the baseline.
    pub fn version_before(&self, package: &str) -> Option<&'a Version> {
        Some(&source(self.baseline?, package)?.package.version)
    }

    /// How much the version of a package moves. Where it does not: as much as the changesets that wait for a release say, if the
    /// policy asks for changesets, or else what the policy says that the next release is to be.
    pub fn bump(&self, package: &str) -> Bump {
        let (Some(from), Some(to)) = (self.version_before(package), self.version(package)) else {
            // Who is new, or gone as a whole, goes with the principal package.
            return match self.current.package() {
                Some(principal) if principal.name != package => self.bump(&principal.name),
                _ => Bump::None,
            };
        };
        match Bump::between(from, to) {
            Bump::None if from == to => {
                let waiting = self.policy.changesets.as_ref().and_then(|_| self.waiting(package));
                waiting.or(self.policy.next).unwrap_or(Bump::None)
            }
            bump => bump,
        }
    }

    /// The version that the release of a package has or will have: the one judged, or, where that has not moved, what changesets
    /// or the policy make of it.
    pub(in crate::policy) fn version_to_be(&self, package: &str) -> Option<Version> {
        let version = self.version(package)?;
        if self.version_before(package) != Some(version) {
            return Some(version.clone());
        }
        Some(match self.bump(package) {
            Bump::None | Bump::PreRelease => version.clone(),
            _ if !version.pre.is_empty() => release(version),
            Bump::Patch => Version::new(version.major, version.minor, version.patch.saturating_add(1)),
            Bump::Minor => Version::new(version.major, version.minor.saturating_add(1), 0),
            Bump::Major => Version::new(version.major.saturating_add(1), 0, 0),
        })
    }

    /// The largest bump of a package in the changesets that wait for a release; `None` where none names it.
    pub fn waiting(&self, package: &str) -> Option<Bump> {
        let changesets = self.circumstances.changesets.iter().flatten();
        changesets
            .filter_map(|changeset| changeset.bumps.get(package).copied())
            .max()
    }

    /// The phase in which a package makes this release.
    pub fn phase(&self, package: &str) -> Phase {
        let to = self.version(package);
        match (self.version_before(package).or(to), to.or(self.version_before(package))) {
            (Some(from), Some(to)) => Phase::of(from, to),
            _ => Phase::Stable,
        }
    }

    /// What the changelog says of the release that is judged: under its version, or under no version yet.
    ///
    /// Where the version has not moved, what is under no version yet comes first, and what is under a version that is tagged
    /// is of the release before.
    pub fn release(&self, package: &str) -> Option<&'a Release> {
        let releases = self.circumstances.changelog.as_deref()?;
        let of = |version: Option<&Version>| releases.iter().find(|release| release.version.as_ref() == version);
        let Some(version) = self.version(package) else {
            return of(None);
        };
        if self.version_before(package) != Some(version) {
            return of(Some(version)).or_else(|| of(None));
        }
        let is_tagged = self.tags(package).any(|tag| tag.version == *version);
        of(None).or_else(|| of(Some(version)).filter(|_| !is_tagged))
    }

    /// The same, and what it says of the releases between that one and the baseline.
    pub fn releases(&self, package: &str) -> impl Iterator<Item = &'a Release> {
        let between = self.version_before(package).zip(self.version(package));
        let told = self.circumstances.changelog.as_deref().unwrap_or_default();
        let earlier = told.iter().filter(move |release| {
            let version = release.version.as_ref();
            version.is_some_and(|version| between.is_some_and(|(from, to)| from < version && version < to))
        });
        self.release(package).into_iter().chain(earlier)
    }

    /// The releases of a package that were tagged.
    pub(in crate::policy) fn tags(&self, package: &str) -> impl Iterator<Item = &'a Tag> {
        let name = package_name(package);
        let is_of = move |tag: &&Tag| tag.package.as_deref().is_none_or(|of| of == name);
        self.circumstances.tags.iter().flatten().filter(is_of)
    }

    /// How many minor or major releases of a package came after `from`, up to `to` and with it; patch and pre-releases do not count.
    ///
    /// Known from tags or the changelog; without them, from the numbers, where only the second one differs. `None` where
    /// that tells nothing.
    pub fn minors_since(&self, package: &str, from: &Version, to: &Version) -> Option<u32> {
        let tagged: Vec<&Version> = self.tags(package).map(|tag| &tag.version).collect();
        let told = self.circumstances.changelog.as_ref();
        let told = told.map(|releases| releases.iter().filter_map(|release| release.version.as_ref()).collect());
        let known: Option<Vec<&Version>> = Some(tagged).filter(|tags| !tags.is_empty()).or(told);
        let Some(mut known) = known.filter(|known| !known.is_empty()) else {
            return (from.major == to.major)
                .then(|| u32::try_from(to.minor.saturating_sub(from.minor)).unwrap_or(u32::MAX));
        };
        known.push(to);
        let line = |version: &Version| (version.major, version.minor);
        let mut lines: Vec<_> = known
            .into_iter()
            .filter(|version| version.pre.is_empty() || *version == to)
            .map(line)
            .filter(|counted| *counted > line(from) && *counted <= line(to))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        u32::try_from(lines.len()).ok()
    }
}
