//! What was promised by the last release of each package: the contract that is recorded at its tag.
//!
//! A change can rewrite the file in the working tree, and no tag. Where a release may be there and cannot be read, nothing is
//! compared: the promise of an earlier one, or none, would permit more.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use semver::Version;
use stability::Contract;
use stability::contract::Since;
use stability_policy::{Bump, Policy, ReleaseSettings, Stage, StageKind};

use super::join::{self, Part};
use super::{complete, revision};
use crate::args::Selection;
use crate::context::Context;
use crate::evidence::tag::{Package, ReleaseTag, ReleaseTags};
use crate::git::Git;
use crate::output::printable;
use crate::source::Source;
use crate::workspace::quoted_list;
use crate::{files, read};

/// The last release of each package that was released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shipped {
    /// By package.
    pub releases: BTreeMap<String, ReleaseTag>,
    /// What they promised, and what was recorded of packages that were not released.
    pub contract: Contract,
    /// The policy at the latest of them.
    pub policy: Option<Policy>,
    /// By package, the last release of those of which no release has a contract.
    pub without_contract: BTreeMap<String, ReleaseTag>,
}

impl Shipped {
    /// The version of each release.
    pub fn versions(&self) -> BTreeMap<String, Version> {
        let releases = self.releases.iter();
        releases
            .map(|(package, tag)| (package.clone(), tag.version.clone()))
            .collect()
    }

    /// The releases in words: `the release v1.4.0`.
    pub fn description(&self) -> String {
        let mut names: Vec<&str> = self.releases.values().map(|tag| tag.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        match names.as_slice() {
            [one] => format!("the release {one}"),
            [others @ .., last] => format!("the releases {} and {last}", others.join(", ")),
            [] => "no release".to_owned(),
        }
    }
}

/// What the history says of a package.
struct Line<'a> {
    package: &'a str,
    /// The version that is judged.
    version: &'a Version,
    settings: &'a ReleaseSettings,
    /// Whether this is a branch for patches of an old release.
    patches: bool,
    /// The commit that is checked out, where nothing was changed since.
    head: Option<&'a str>,
    /// How the rest of the history is fetched, where it may have more than is here.
    fetch: Option<&'static str>,
}

impl Line<'_> {
    /// The releases of the package that its version may follow, the latest first. An error names those that are not in the history.
    fn releases<'t>(&self, tags: &'t [ReleaseTag]) -> Result<Vec<&'t ReleaseTag>> {
        let of_package = tags.iter().rev().filter(|tag| tag.package == self.package);
        // What is released now is compared with the release before, whatever was released since.
        let is_made = tags
            .iter()
            .any(|tag| tag.package == self.package && self.is_made_by(tag));
        let earlier = of_package.filter(|tag| !is_made || tag.version < *self.version);
        let of_line = earlier.filter(|tag| !self.patches || line_of(&tag.version) <= line_of(self.version));
        let (own, others): (Vec<_>, Vec<_>) = of_line.partition(|tag| tag.is_ancestor || self.settings.from_any);
        let full = |tag: &&&ReleaseTag| tag.version.pre.is_empty() || self.has_same_phase(&tag.version);
        let mut found: Vec<&ReleaseTag> = own.iter().filter(full).copied().collect();
        if found.is_empty() {
            // There is no release yet, and a pre-release promised something too.
            found.clone_from(&own);
        }
        // The release that is made here is in the history, too.
        let made = Some(self.version).filter(|_| is_made);
        let last = found.first().map(|tag| &tag.version).max(made);
        let missed = others
            .iter()
            .filter(full)
            .filter(|tag| last.is_none_or(|last| *last < tag.version));
        let missed: Vec<String> = missed.map(|tag| tag.name.clone()).collect();
        if let Some(first) = missed.first() {
            let (package, names) = (self.package, quoted_list(&missed));
            if let Some(fetch) = self.fetch {
                bail!(
                    "the history between {names} of `{package}` and this checkout is missing: fetch it with `{fetch}`"
                );
            }
            let (are, them) = if missed.len() == 1 {
                ("is not", "it")
            } else {
                ("are not", "them")
            };
            bail!(
                "the last release of `{package}` is unknown, because {names} {are} in the history of this checkout: merge {them} with `git merge {first}`, or rebase onto {them}. \
                 If this branch is for patches of an older release, write `next = \"patch\"` under `[release]` into stability.toml. \
                 If the project tags releases on other branches, write `from = \"any\"` there"
            );
        }
        Ok(found)
    }

    /// Whether what is checked out is what was released with this tag.
    fn is_made_by(&self, tag: &ReleaseTag) -> bool {
        tag.version == *self.version && Some(tag.commit.as_str()) == self.head
    }

    /// Whether a pre-release is one of the version that is prepared.
    fn has_same_phase(&self, version: &Version) -> bool {
        let numbers = |version: &Version| (version.major, version.minor, version.patch);
        !self.version.pre.is_empty() && numbers(version) == numbers(self.version)
    }
}

/// The versions that patches stay in.
fn line_of(version: &Version) -> (u64, u64) {
    (version.major, version.minor)
}

/// What was released before `version`, or before the versions of the manifests. It has no `releases` if no release has a contract.
pub(super) fn find(
    git: &Git,
    source: &Source,
    version: Option<&Version>,
    selection: &Selection,
    context: &Context,
) -> Result<Shipped> {
    let policy = &source.scope.policy;
    let packages = Package::all(source);
    let ReleaseTags { tags, unclear } = ReleaseTags::read(git, &packages, &policy.release)?;
    if let Some(first) = unclear.first() {
        bail!(
            "tags such as `v1.2.0` do not say which package was released, and {} have different versions: tag releases as \
             `{first}-v1.2.0`. If such tags are releases of all packages, write `tag = \"v{{version}}\"` under `[release]` into stability.toml",
            quoted_list(&unclear)
        );
    }
    let fetch = git.fetch_missing()?;
    let named = named_releases(source, &tags, fetch.is_none());
    refuse_untagged(&named, &tags, fetch, git, source)?;
    let head = git.commit("HEAD").ok().filter(|_| !git.is_modified().unwrap_or(true));
    let mut recorded_at = Recorded {
        git,
        source,
        selection,
        context,
        contracts: BTreeMap::new(),
    };
    let mut shipped = Shipped::default();
    for package in packages.iter().filter(|package| package.is_covered()) {
        let line = Line {
            package: package.name(),
            version: version.unwrap_or(package.version()),
            settings: &policy.release,
            patches: policy.next == Some(Bump::Patch),
            head: head.as_deref(),
            fetch,
        };
        for tag in line.releases(&tags)? {
            if recorded_at.has(tag)? {
                shipped.releases.insert(tag.package.clone(), tag.clone());
                break;
            }
            context.output.note(format_args!(
                "the release {} contains no contract of `{}`, so it promised nothing",
                tag.name, tag.package
            ));
            let last = &mut shipped.without_contract;
            last.entry(tag.package.clone()).or_insert_with(|| tag.clone());
        }
        if shipped.releases.contains_key(package.name()) {
            shipped.without_contract.remove(package.name());
            continue;
        }
        if let Some(fetch) = fetch {
            return Err(without_release_tag(package, fetch));
        }
        let released_before = named
            .get(package.name())
            .filter(|version| *version != package.version());
        if let Some(version) = released_before {
            bail!(
                "`{}` names the release {version} of `{}`, and no tag in the history contains its contract. The folder may have \
                 moved since: name the release with `--baseline-rev`",
                printable(&policy.baseline),
                package.name()
            );
        }
    }
    let Some(latest) = shipped
        .releases
        .values()
        .max_by_key(|tag| (tag.date, tag.version.clone()))
    else {
        return Ok(shipped);
    };
    shipped.policy = revision::policy(&format!("refs/tags/{}", latest.name), source, context)?;
    shipped.contract = recorded_at.joined(&shipped.releases, latest)?;
    Ok(shipped)
}

/// Refuses a repository without the tag of a release that the recorded contract names.
fn refuse_untagged(
    named: &BTreeMap<String, Version>,
    tags: &[ReleaseTag],
    fetch: Option<&'static str>,
    git: &Git,
    source: &Source,
) -> Result<()> {
    let is_tagged = |package: &str, version: &Version| {
        let mut tags = tags.iter();
        tags.any(|tag| tag.package == package && tag.version == *version)
    };
    let untagged = named.iter().find(|(package, version)| !is_tagged(package, version));
    let Some((package, version)) = untagged else {
        return Ok(());
    };
    let path = printable(&source.scope.policy.baseline);
    if fetch.is_none() && !is_committed(package, version, git, source)? {
        bail!(
            "`{path}` names the release {version} of `{package}`, which was prepared and is not in Cargo.toml any more: restore it with `git restore {path}`"
        );
    }
    bail!(
        "`{path}` names the release {version} of `{package}`, and the repository has no tag for it: fetch it with `{}`, in GitHub Actions with `fetch-depth: 0`",
        fetch.unwrap_or("git fetch --tags")
    )
}

/// Whether the recorded contract names the release in the commit that is checked out, too.
fn is_committed(package: &str, version: &Version, git: &Git, source: &Source) -> Result<bool> {
    let Ok(head) = git.commit("HEAD") else {
        return Ok(false);
    };
    let path = git.relative(&source.scope.folder)?.join(&source.scope.policy.baseline);
    let text = git.file_at(&head, &path)?.and_then(|bytes| files::decode(bytes).ok());
    // One that cannot be read may name it.
    let recorded = text.map(|text| Contract::from_json(&text));
    Ok(match recorded {
        None => false,
        Some(Err(_)) => true,
        Some(Ok(contract)) => {
            let mut packages = contract.packages().iter();
            packages.any(|it| it.package.name == package && it.released.as_ref() == Some(version))
        }
    })
}

fn without_release_tag(package: &Package, fetch: &str) -> anyhow::Error {
    anyhow!(
        "the last release of `{}` is unknown, because this clone lacks history and has no tag of an earlier release: fetch both with `{fetch}`, in GitHub Actions with \
         `fetch-depth: 0`",
        package.name()
    )
}

/// The releases from which the notice of a deprecation is counted.
#[derive(Debug)]
pub struct KnownReleases {
    tags: Vec<ReleaseTag>,
    /// How the rest of the tags is fetched, where there may be more than are here.
    fetch: Option<&'static str>,
}

impl KnownReleases {
    /// Those that a repository has; an error where the last release of a package is unknown.
    pub(super) fn read(git: &Git, source: &Source) -> Result<Self> {
        let packages = Package::all(source);
        let tags = ReleaseTags::read(git, &packages, &source.scope.policy.release)?.tags;
        let fetch = git.fetch_missing()?;
        let named = named_releases(source, &tags, fetch.is_none());
        refuse_untagged(&named, &tags, fetch, git, source)?;
        let mut covered = packages.iter().filter(|package| package.is_covered());
        let is_tagged = |package: &&Package| tags.iter().any(|tag| tag.package == package.name());
        if let Some(fetch) = fetch
            && let Some(package) = covered.find(|package| !is_tagged(package))
        {
            return Err(without_release_tag(package, fetch));
        }
        Ok(Self { tags, fetch })
    }

    /// Refuses to count the releases since one that has no tag here, because other tags may be missing, too. In a whole clone it warns
    /// where that decides, because a release may also never have had a tag.
    pub fn refuse_unknown(&self, stages: &[Stage], settings: &ReleaseSettings, context: &Context) -> Result<()> {
        for stage in stages {
            let (StageKind::Announced | StageKind::Deprecated, Some(Since::Version(since))) =
                (stage.kind, &stage.version)
            else {
                continue;
            };
            let of_package = || self.tags.iter().filter(|tag| tag.package == stage.package);
            let was_released = of_package().any(|tag| *since <= tag.version) && !settings.ignore.contains(since);
            if !was_released || of_package().any(|tag| tag.version == *since) {
                continue;
            }
            let package = &stage.package;
            if let Some(fetch) = self.fetch {
                bail!(
                    "the releases of `{package}` since {since} are unknown, because this clone lacks history or tags and has no tag for {since}: fetch them \
                     with `{fetch}`, in GitHub Actions with `fetch-depth: 0`"
                );
            }
            let is_of = |other: &&Stage| (&other.package, &other.subject) == (package, &stage.subject);
            if stages.iter().filter(is_of).any(|other| other.minors_unknown) {
                context.output.warning(format_args!(
                    "not all releases of `{package}` since {since} are known, because there is no tag for {since}: fetch it with `git fetch --tags`"
                ));
            }
        }
        Ok(())
    }
}

/// The releases that the recorded contract names and that must be there, by package; without that which is only prepared.
fn named_releases(source: &Source, tags: &[ReleaseTag], is_complete: bool) -> BTreeMap<String, Version> {
    // The comparison reports what is wrong with the file.
    let recorded = read::json_if_present(&source.scope.baseline()).ok().flatten();
    let recorded = recorded.unwrap_or_default();
    let named = recorded.packages().iter().filter_map(|it| {
        let (name, released) = (&it.package.name, it.released.as_ref()?);
        let covered = source.scope.package(name)?;
        let is_tagged = tags.iter().any(|tag| tag.package == *name && tag.version == *released);
        let is_prepared = covered.package.version == *released && is_complete && !is_tagged;
        let is_ignored = source.scope.policy.release.ignore.contains(released);
        (!is_prepared && !is_ignored).then(|| (name.clone(), released.clone()))
    });
    named.collect()
}

/// The contracts that were recorded at tags.
struct Recorded<'a> {
    git: &'a Git,
    source: &'a Source,
    selection: &'a Selection,
    context: &'a Context,
    /// By the name of the tag.
    contracts: BTreeMap<String, Option<Contract>>,
}

impl Recorded<'_> {
    /// Whether the contract of a package was recorded at its tag.
    fn has(&mut self, tag: &ReleaseTag) -> Result<bool> {
        if !self.contracts.contains_key(&tag.name) {
            let contract = self.read(&tag.name)?;
            self.contracts.insert(tag.name.clone(), contract);
        }
        let contract = self.contracts.get(&tag.name).and_then(Option::as_ref);
        let packages = contract.map(Contract::packages).unwrap_or_default();
        Ok(packages.iter().any(|it| it.package.name == tag.package))
    }

    fn read(&self, tag: &str) -> Result<Option<Contract>> {
        let Self {
            source,
            selection,
            context,
            ..
        } = self;
        let reference = format!("refs/tags/{tag}");
        // A policy that names another file does not hide what was promised.
        let policy = revision::policy(&reference, source, context)?;
        let file = policy.map_or(Policy::default().baseline, |policy| policy.baseline);
        let Some(recorded) = revision::recorded_in(&file, &reference, source, context)? else {
            return Ok(None);
        };
        complete(recorded, &reference, source, selection, context).map(Some)
    }

    /// What each package promised in its last release. A package that is not covered any more was in the latest of all, and one that
    /// was not released is as it was recorded before the change.
    fn joined(&self, releases: &BTreeMap<String, ReleaseTag>, latest: &ReleaseTag) -> Result<Contract> {
        let contract_at = |tag: &ReleaseTag| self.contracts.get(&tag.name).and_then(Option::as_ref);
        let names = self.source.scope.names();
        // Most often all packages were released together, with their versions recorded.
        let is_released_with = |it: &stability::contract::Source| {
            let tag = releases.get(&it.package.name);
            tag.is_some_and(|tag| tag.name == latest.name && tag.version == it.package.version)
        };
        if let Some(contract) = contract_at(latest)
            && contract.packages().iter().all(is_released_with)
            && contract.packages().len() == names.len()
        {
            return Ok(contract.clone());
        }
        let mut parts = Vec::new();
        for (package, tag) in releases {
            parts.extend(contract_at(tag).map(|contract| Part {
                contract: contract.clone(),
                package: package.clone(),
                version: Some(tag.version.clone()),
            }));
        }
        let of_packages = |contract: Contract, is_wanted: &dyn Fn(&String) -> bool| {
            let packages = contract.packages().iter().map(|it| it.package.name.clone());
            let packages: Vec<String> = packages.filter(is_wanted).collect();
            packages.into_iter().map(move |package| Part {
                contract: contract.clone(),
                package,
                version: None,
            })
        };
        let is_dropped = |package: &String| !names.contains(package);
        parts.extend(of_packages(
            contract_at(latest).cloned().unwrap_or_default(),
            &is_dropped,
        ));
        let is_new = |package: &String| names.contains(package) && !releases.contains_key(package);
        if names.iter().any(is_new) {
            let before = match super::before_change(self.git, self.source, self.context)? {
                Some((_, contract)) => Some(contract),
                None => read::json_if_present(&self.source.scope.baseline())?,
            };
            parts.extend(of_packages(before.unwrap_or_default(), &is_new));
        }
        join::joined(parts)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use semver::Version;
    use stability_policy::ReleaseSettings;

    use super::{Line, ReleaseTag};

    /// Tags of `nika`; one that begins with `!` is not in the history, and each is on a commit of its own name.
    fn tags(names: &[&str]) -> Vec<ReleaseTag> {
        let tag = |name: &&str| {
            let version = name.trim_start_matches('!');
            ReleaseTag {
                package: "nika".to_owned(),
                version: version.parse().unwrap(),
                name: format!("v{version}"),
                commit: version.to_owned(),
                date: date(2026, 1, 1),
                is_ancestor: !name.starts_with('!'),
            }
        };
        let mut tags: Vec<_> = names.iter().map(tag).collect();
        tags.sort_by(|a, b| a.version.cmp(&b.version));
        tags
    }

    /// The last release before `version`, checked out at the commit `head`.
    fn last(
        version: &str,
        head: &str,
        names: &[&str],
        from_any: bool,
        patches: bool,
    ) -> Result<Option<String>, String> {
        let mut settings = ReleaseSettings::default();
        settings.from_any = from_any;
        let (tags, version) = (tags(names), version.parse::<Version>().unwrap());
        let line = Line {
            package: "nika",
            version: &version,
            settings: &settings,
            patches,
            head: Some(head),
            fetch: None,
        };
        let found = line.releases(&tags).map_err(|error| error.to_string())?;
        Ok(found.first().map(|tag| tag.version.to_string()))
    }

    #[test]
    fn the_last_release_is_the_highest_one_in_the_history() {
        for (version, head, names, expected) in [
            ("1.0.0", "", &[][..], None),
            ("1.1.0", "", &["1.0.0"], Some("1.0.0")),
            ("1.11.0", "", &["1.9.0", "1.10.0"], Some("1.10.0")),
            // The version is still that of the last release, and on the tag it is made.
            ("1.1.0", "", &["1.0.0", "1.1.0"], Some("1.1.0")),
            ("1.1.0", "1.1.0", &["1.0.0", "1.1.0"], Some("1.0.0")),
            // Pre-releases count for the next one of the same version alone.
            ("2.0.0-rc.2", "", &["1.4.0", "2.0.0-rc.1"], Some("2.0.0-rc.1")),
            ("2.0.0", "", &["1.4.0", "2.0.0-rc.1"], Some("1.4.0")),
            (
                "2.0.0-rc.1",
                "",
                &["1.4.0", "2.0.0-beta.1", "1.5.0-rc.1"],
                Some("2.0.0-beta.1"),
            ),
            ("2.1.0-rc.1", "", &["2.0.0", "2.0.0-rc.1"], Some("2.0.0")),
            // Or where there is no other.
            ("0.1.0", "", &["0.1.0-alpha.1", "0.1.0-alpha.2"], Some("0.1.0-alpha.2")),
            // On the tag of a release, later ones are nothing to it.
            ("2.0.0", "2.0.0", &["1.2.0", "2.0.0", "!2.0.1", "!2.1.0"], Some("1.2.0")),
            // One of an older line is earlier, too.
            ("2.0.0", "2.0.0", &["1.2.1", "2.0.0", "!1.2.2"], Some("1.2.1")),
            // A patch of an older release that is not in this history is earlier than the last one in it.
            ("1.5.0", "", &["1.4.0", "!1.3.1"], Some("1.4.0")),
        ] {
            let found = last(version, head, names, false, false);
            assert_eq!(found, Ok(expected.map(str::to_owned)), "{version} after {names:?}");
        }
    }

    #[test]
    fn releases_beside_the_history_are_named() {
        let refused = last("1.5.0", "", &["1.4.0", "!1.4.1", "!1.6.0"], false, false).unwrap_err();
        assert!(
            refused.starts_with(
                "the last release of `nika` is unknown, because `v1.6.0`, `v1.4.1` are not in the history"
            ),
            "{refused}"
        );
        assert!(refused.contains("`from = \"any\"`"), "{refused}");
        assert!(last("1.0.0", "", &["!1.0.0"], false, false).is_err());
        let any = last("1.5.0", "", &["1.4.0", "!1.4.1"], true, false);
        assert_eq!(any, Ok(Some("1.4.1".to_owned())));
    }

    #[test]
    fn on_its_tag_a_release_is_compared_with_an_earlier_one_from_anywhere() {
        let names = ["!1.2.0", "1.3.0", "!2.0.0"];
        assert_eq!(
            last("1.3.0", "1.3.0", &names, true, false),
            Ok(Some("1.2.0".to_owned()))
        );
        let patches = last("1.3.1", "1.3.1", &["1.3.0", "1.3.1", "!1.3.2"], false, true);
        assert_eq!(patches, Ok(Some("1.3.0".to_owned())));
        // Anything else that is checked out must follow them.
        assert!(last("1.3.1", "", &["1.3.0", "1.3.1", "!1.3.2"], false, true).is_err());
    }

    #[test]
    fn later_releases_are_nothing_to_a_branch_for_patches() {
        let names = ["1.4.0", "!1.5.0", "!2.0.0"];
        assert_eq!(last("1.4.0", "", &names, false, true), Ok(Some("1.4.0".to_owned())));
        assert_eq!(last("1.4.1", "", &names, true, true), Ok(Some("1.4.0".to_owned())));
        let refused = last("1.4.1", "", &["1.4.0", "!1.4.1"], false, true).unwrap_err();
        assert!(refused.contains("because `v1.4.1` is not in the history"), "{refused}");
    }
}
