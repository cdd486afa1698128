//! Which release each package makes: its versions, how far they are apart, and what the changelog says of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use semver::Version;
use stability::contract::{Contract, Manifest, Source, package_name};

use super::{Bump, Evidence, Phase, Policy, Release, Tag};

/// Which release each package makes.
#[derive(Clone, Copy)]
pub struct Releases<'a> {
    baseline: Option<&'a Contract>,
    pub current: &'a Contract,
    policy: &'a Policy,
    pub evidence: &'a Evidence,
}

impl<'a> Releases<'a> {
    pub fn new(
        baseline: Option<&'a Contract>,
        current: &'a Contract,
        policy: &'a Policy,
        evidence: &'a Evidence,
    ) -> Self {
        Self {
            baseline,
            current,
            policy,
            evidence,
        }
    }

    /// The version of a package that is judged.
    pub fn version(&self, package: &str) -> Option<&'a Version> {
        let own = source(self.current, package).map(|source| &source.package.version);
        self.evidence.version.as_ref().or(own)
    }

    /// The version of a package at the baseline.
    pub fn version_before(&self, package: &str) -> Option<&'a Version> {
        Some(&source(self.baseline?, package)?.package.version)
    }

    /// How much the version of a package moves. Where it does not: as much as the changesets that wait for a release say, if the
    /// policy asks for changesets, or else what the policy says that the next release is to be, or else, after a release, the most
    /// that may not break what is stable.
    pub fn bump(&self, package: &str) -> Bump {
        let has_both = self.version_before(package).is_some() && self.version(package).is_some();
        let principal = self.current.package().map(|principal| principal.name.as_str());
        let decides = Some(package).filter(|_| has_both).or(principal);
        match self.stated_bump(package) {
            Bump::None => decides.and_then(|package| self.usual_bump(package)).unwrap_or_default(),
            bump => bump,
        }
    }

    /// The same, where version, changesets or policy say it; none where the next release may be any.
    pub fn stated_bump(&self, package: &str) -> Bump {
        let (Some(from), Some(to)) = (self.version_before(package), self.version(package)) else {
            // A package that was added or removed as a whole goes with the principal one.
            return match self.current.package() {
                Some(principal) if principal.name != package => self.stated_bump(&principal.name),
                Some(principal) => self.bump_of_renamed(&principal.name),
                None => Bump::None,
            };
        };
        match Bump::between(from, to) {
            Bump::None if from == to => {
                let waiting = self.policy.changesets.as_ref().and_then(|_| self.waiting(package));
                waiting.or(self.policy.next).unwrap_or_default()
            }
            bump => bump,
        }
    }

    /// The same for a principal package that the baseline does not have: from the one that it had, if that was removed.
    fn bump_of_renamed(&self, package: &str) -> Bump {
        let before = self.baseline.and_then(Contract::package);
        let before = before.filter(|before| source(self.current, &before.name).is_none());
        let versions = before.map(|before| &before.version).zip(self.version(package));
        versions.map_or(Bump::None, |(from, to)| Bump::between(from, to))
    }

    /// The version that the release of a package has or will have: the one judged, or, where that has not moved, what changesets
    /// or the policy make of it.
    pub fn version_to_be(&self, package: &str) -> Option<Version> {
        let version = self.version(package)?;
        if self.version_before(package) != Some(version) {
            return Some(version.clone());
        }
        Some(match self.bump(package) {
            Bump::None | Bump::PreRelease => version.clone(),
            bump => bump.after(version),
        })
    }

    /// What the next release is to be where nothing says it: the most that may not break what is stable. `None` where the baseline is
    /// no release, or the version is to be released as it is.
    fn usual_bump(&self, package: &str) -> Option<Bump> {
        let shipped = self.shipped(package).filter(|_| !self.evidence.releasing)?;
        let is_open = self.version(package) == self.version_before(package);
        is_open.then_some(match shipped {
            // The next pre-release may break it.
            version if !version.pre.is_empty() => Bump::None,
            Version { major: 0, .. } => Bump::Patch,
            _ => Bump::Minor,
        })
    }

    /// The last release of a package, where the baseline is what that promised.
    pub fn shipped(&self, package: &str) -> Option<&'a Version> {
        self.evidence.shipped.as_ref()?.get(package_name(package))
    }

    /// Whether a package releases this version, and no release before that has a contract.
    pub fn is_first(&self, package: &str, version: &Version) -> bool {
        let is_unreleased = |shipped: &BTreeMap<String, Version>| !shipped.contains_key(package_name(package));
        self.version(package) == Some(version)
            && self.evidence.shipped.as_ref().is_some_and(is_unreleased)
            && !self.tags(package).any(|tag| tag.version == *version)
    }

    /// The largest bump of a package in the changesets that wait for a release; `None` where none names it.
    pub fn waiting(&self, package: &str) -> Option<Bump> {
        let changesets = self.evidence.changesets.iter().flatten();
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

    /// Whether a package is before 1.0 or makes a major release. On the way from one pre-release of 2.0.0 to the next, the major
    /// release is being made.
    pub fn is_major_or_before_one(&self, package: &str) -> bool {
        let is_major = |version: &Version| version.major == 0 || (version.minor, version.patch) == (0, 0);
        self.bump(package) == Bump::Major
            || match self.phase(package) {
                Phase::BeforeOne => true,
                Phase::Stable => false,
                _ => self.version(package).is_some_and(is_major),
            }
    }

    /// What the changelog says of the release that is judged: under its version, or under no version yet.
    ///
    /// Where the version has not moved, what is under no version yet comes first, and what is under a version that is tagged
    /// is of the release before.
    pub fn changelog_release(&self, package: &str) -> Option<&'a Release> {
        let releases = self.evidence.changelog.as_deref()?;
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
    pub fn changelog_releases(&self, package: &str) -> impl Iterator<Item = &'a Release> {
        let between = self.version_before(package).zip(self.version(package));
        let releases = self.evidence.changelog.as_deref().unwrap_or_default();
        let earlier = releases.iter().filter(move |release| {
            let version = release.version.as_ref();
            version.is_some_and(|version| between.is_some_and(|(from, to)| from < version && version < to))
        });
        self.changelog_release(package).into_iter().chain(earlier)
    }

    /// The releases of a package that were tagged.
    pub fn tags(&self, package: &str) -> impl Iterator<Item = &'a Tag> {
        let name = package_name(package);
        let is_of = move |tag: &&Tag| tag.package.as_deref().is_none_or(|of| of == name);
        self.evidence.tags.iter().flatten().filter(is_of)
    }

    /// How many minor or major releases of a package came after `from`, up to `to` and with it; patch and pre-releases do not count.
    ///
    /// Known from tags or the changelog; without them, from the numbers, where only the second one differs. `None` where
    /// that tells nothing, and where the list lacks `from`, so that it may lack others. Between the baseline and the release that is
    /// judged there is a release only where it is tagged: neither a section of the changelog nor a number that was left out makes one.
    pub fn minors_since(&self, package: &str, from: &Version, to: &Version) -> Option<u32> {
        match self.listed(package, to) {
            Some(listed) => {
                let is_complete = self.is_complete_since(package, from, to, &listed);
                is_complete.then(|| lines_between(&listed, from, to))
            }
            None => self.minors_by_numbers(package, from, to),
        }
    }

    /// The least number of them, where not all may be known.
    pub fn least_minors_since(&self, package: &str, from: &Version, to: &Version) -> u32 {
        if let Some(listed) = self.listed(package, to) {
            return lines_between(&listed, from, to);
        }
        self.minors_by_numbers(package, from, to).unwrap_or_else(|| {
            // No list of releases tells how many there are between two major ones, but the baseline is the last of them.
            let Some(before) = self.version_before(package).filter(|before| *before < to) else {
                return least_between(from, to);
            };
            let until_then = by_numbers(from, before).unwrap_or_else(|| least_between(from, before));
            until_then.saturating_add(u32::from(line(before) < line(to)))
        })
    }

    /// Why releases after `from` may be missing from the list that they are counted from; `None` where none may.
    pub fn unlisted_since(&self, package: &str, from: &Version, to: &Version) -> Option<String> {
        let listed = self.listed(package, to)?;
        let is_complete = self.is_complete_since(package, from, to, &listed);
        (!is_complete).then(|| match self.tags(package).next() {
            Some(_) if listed.contains(&from) => "this clone leaves tags out".to_owned(),
            Some(_) => format!("there is no tag of {from} of `{package}`"),
            None => format!("the changelog has no section of {from}"),
        })
    }

    /// The releases that tags name, or else the changelog; `None` where neither names one.
    fn listed(&self, package: &str, to: &Version) -> Option<Vec<&'a Version>> {
        let tagged: Vec<&Version> = self.tags(package).map(|tag| &tag.version).collect();
        let before = self.version_before(package).filter(|before| *before < to);
        let is_made = |version: &&Version| before.is_none_or(|before| *version <= before);
        let in_changelog = self.evidence.changelog.as_ref().map(|releases| {
            let versions = releases.iter().filter_map(|release| release.version.as_ref());
            versions.filter(is_made).collect()
        });
        let listed = Some(tagged).filter(|tags| !tags.is_empty()).or(in_changelog);
        listed.filter(|listed: &Vec<_>| !listed.is_empty())
    }

    /// Whether a list has each release after `from`. One that has `from` itself has what came later, except in a clone that leaves tags
    /// out. After the last release, nothing is left to list.
    fn is_complete_since(&self, package: &str, from: &Version, to: &Version, listed: &[&Version]) -> bool {
        let is_later_than_all = listed.iter().all(|version| *version < from)
            && self.version_before(package).is_none_or(|before| before < from);
        if from >= to || is_later_than_all || self.policy.release.ignore.contains(from) {
            return true;
        }
        let may_lack_tags = self.evidence.lacks_tags && self.tags(package).next().is_some();
        !may_lack_tags && listed.contains(&from)
    }

    fn minors_by_numbers(&self, package: &str, from: &Version, to: &Version) -> Option<u32> {
        let before = self
            .version_before(package)
            .filter(|before| *before < to && from <= *before);
        match before {
            Some(before) => Some(by_numbers(from, before)? + by_numbers(before, to).map_or(1, |minors| minors.min(1))),
            None => by_numbers(from, to),
        }
    }

    /// Whether it is unknown on which day a release was made, although tags show the days of others.
    pub fn is_day_unlisted(&self, package: &str, version: &Version) -> bool {
        let is_ignored = self.policy.release.ignore.contains(version);
        !is_ignored && self.tags(package).next().is_some() && self.date(package, version).is_none()
    }

    /// The date of a release of a package: that of its tag, or else of its section in the changelog.
    pub fn date(&self, package: &str, version: &Version) -> Option<Date> {
        let tag = self.tags(package).find(|tag| tag.version == *version);
        tag.map(|tag| tag.date).or_else(|| {
            let mut releases = self.evidence.changelog.iter().flatten();
            releases.find(|release| release.version.as_ref() == Some(version))?.date
        })
    }
}

const fn line(version: &Version) -> (u64, u64) {
    (version.major, version.minor)
}

/// How many lines of minor releases come after `from`, up to that of `to` and with it.
fn lines_between(listed: &[&Version], from: &Version, to: &Version) -> u32 {
    let listed = listed
        .iter()
        .filter(|version| version.pre.is_empty() || **version == to);
    let lines: BTreeSet<_> = listed
        .copied()
        .chain([to])
        .map(line)
        .filter(|counted| *counted > line(from) && *counted <= line(to))
        .collect();
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}

/// How many there are by their numbers, which tell nothing across major versions.
fn by_numbers(from: &Version, to: &Version) -> Option<u32> {
    let minors = u32::try_from(to.minor.saturating_sub(from.minor)).unwrap_or(u32::MAX);
    (from.major == to.major).then_some(minors)
}

/// The least number of minor releases after `from`, up to `to` and with it, where no list tells of those of another major version: each
/// major version had one, and the last one so many as its number says.
fn least_between(from: &Version, to: &Version) -> u32 {
    let least = to.major.saturating_sub(from.major).saturating_add(to.minor);
    u32::try_from(least).unwrap_or(u32::MAX)
}

/// What a contract has from a package: of its latest version, where there are two.
pub fn source<'a>(contract: &'a Contract, package: &str) -> Option<&'a Source> {
    let name = package_name(package);
    contract.packages().iter().rfind(|source| source.package.name == name)
}

/// What the manifest of a package promises, where it was read.
pub fn manifest<'a>(contract: &'a Contract, package: &str) -> Option<&'a Manifest> {
    source(contract, package)?.manifest.as_ref()
}
