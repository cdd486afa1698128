//! Tags that are versions, and the packages that they release.
//!
//! `nika-v1.2.0`, `nika-1.2.0`, `nika/v1.2.0`, `nika@1.2.0` and `nika_v1.2.0` are releases of `nika`. `v1.2.0` and `1.2.0` name no
//! package:
//!
//! - A package that has tags of its own is released by these alone.
//! - Of the others, `v1.2.0` is a release of all if they have one version, since they are released together.
//! - Where they have different versions, it is one of the package in the root of the workspace, and of those with its version.
//! - Without such a package nobody can say whose release it is, and it counts for none.
//!
//! Where `[release] tag` says what tags are called, others are no releases, and one that names no package releases all.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::civil::Date;
use semver::Version;
use stability_policy::{ReleaseSettings, Tag};

use crate::git::{Git, date_of};
use crate::source::Source;
use crate::workspace::is_publishable;

/// A package that may have been released.
#[derive(Clone, Debug)]
pub struct Package {
    name: String,
    version: Version,
    /// Whether it is in the root of the workspace.
    is_root: bool,
    /// Whether the contract covers it.
    is_covered: bool,
}

impl Package {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version in its manifest.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Whether the contract covers it.
    pub fn is_covered(&self) -> bool {
        self.is_covered
    }

    /// The packages of the workspace that are published, and those that the contract covers.
    pub fn all(source: &Source) -> Vec<Self> {
        let covered = source.scope.names();
        let root = source.workspace.package_in(source.workspace.root());
        let is_covered = |name: &str| covered.iter().any(|it| it == name);
        let packages = source.workspace.packages().into_iter();
        let releasable = packages.filter(|it| is_covered(&it.name) || is_publishable(it));
        let packages = releasable.map(|package| Self {
            name: package.name.to_string(),
            version: package.version.clone(),
            is_root: root.is_some_and(|root| root.id == package.id),
            is_covered: is_covered(&package.name),
        });
        packages.collect()
    }
}

/// The tag of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseTag {
    /// The package.
    pub package: String,
    /// Its version.
    pub version: Version,
    /// The name of the tag.
    pub name: String,
    /// The commit that it is on.
    pub commit: String,
    /// The date of that.
    pub date: Date,
    /// Whether the source that is checked out comes after it.
    pub is_ancestor: bool,
}

impl From<&ReleaseTag> for Tag {
    fn from(tag: &ReleaseTag) -> Self {
        Self {
            package: Some(tag.package.clone()),
            version: tag.version.clone(),
            date: tag.date,
        }
    }
}

/// The releases that were tagged.
#[derive(Clone, Debug, Default)]
pub struct ReleaseTags {
    /// Those of the covered packages, by package and version.
    pub tags: Vec<ReleaseTag>,
    /// The packages of which it is not clear whether tags without a name are theirs.
    pub unclear: Vec<String>,
}

impl ReleaseTags {
    /// What a repository has.
    pub fn read(git: &Git, packages: &[Package], settings: &ReleaseSettings) -> Result<Self> {
        // The commit of a tag with a message too.
        let format = "--format=%(refname:lstrip=2)%00%(objectname) %(committerdate:unix)%00%(*objectname) %(*committerdate:unix)";
        let text = git.text(&["for-each-ref", format, "refs/tags"])?;
        let mut found = parse(&text, packages, settings);
        let history = git.tags_in_history()?;
        for tag in &mut found.tags {
            tag.is_ancestor = history.contains(&tag.name);
        }
        Ok(found)
    }
}

fn parse(text: &str, packages: &[Package], settings: &ReleaseSettings) -> ReleaseTags {
    let read = |line: &str| -> Option<(Option<&Package>, ReleaseTag)> {
        let (name, commits) = line.split_once('\0')?;
        let (package, version) = match &settings.tag {
            Some(pattern) => version_in(pattern, name, packages)?,
            None => version(name, packages)?,
        };
        let mut commits = commits.split('\0').filter_map(|commit| commit.split_once(' '));
        let (commit, seconds) = commits.find(|(_, seconds)| !seconds.is_empty())?;
        let tag = ReleaseTag {
            package: String::new(),
            version,
            name: name.to_owned(),
            commit: commit.to_owned(),
            date: date_of(seconds)?,
            is_ancestor: false,
        };
        Some((package, tag)).filter(|(_, tag)| !settings.ignore.contains(&tag.version))
    };
    let read: Vec<_> = text.lines().filter_map(read).collect();
    let named: BTreeSet<&str> = read
        .iter()
        .filter_map(|(package, ..)| Some(package.as_ref()?.name.as_str()))
        .collect();
    let unnamed: Vec<&Package> = packages.iter().filter(|it| !named.contains(it.name.as_str())).collect();
    let owners = if settings.tag.is_some() {
        packages.iter().collect()
    } else {
        owners(&unnamed)
    };
    let mut tags = Vec::new();
    for (package, tag) in &read {
        let released = package.as_ref().map_or(owners.as_slice(), std::slice::from_ref);
        tags.extend(released.iter().filter(|it| it.is_covered).map(|it| ReleaseTag {
            package: it.name.clone(),
            ..tag.clone()
        }));
    }
    tags.sort_by(|a, b| (&a.package, &a.version, a.date).cmp(&(&b.package, &b.version, b.date)));
    tags.dedup_by(|a, b| (&a.package, &a.version) == (&b.package, &b.version));
    let has_bare = read.iter().any(|(package, ..)| package.is_none());
    let is_unclear = has_bare && owners.is_empty() && unnamed.iter().any(|it| it.is_covered);
    let unclear = unnamed.iter().filter(|_| is_unclear).map(|it| it.name.clone());
    ReleaseTags {
        tags,
        unclear: unclear.collect(),
    }
}

/// The version in a tag that is called as the policy says, and the package that it names.
fn version_in<'a>(pattern: &str, tag: &str, packages: &'a [Package]) -> Option<(Option<&'a Package>, Version)> {
    let read = |pattern: &str| -> Option<Version> {
        let (before, after) = pattern.split_once("{version}")?;
        tag.strip_prefix(before)?.strip_suffix(after)?.parse().ok()
    };
    if !pattern.contains("{package}") {
        return Some((None, read(pattern)?));
    }
    let of_package = |package: &'a Package| {
        let version = read(&pattern.replace("{package}", &package.name))?;
        Some((Some(package), version))
    };
    packages.iter().find_map(of_package)
}

/// What the tag of a version is called: as the policy says, or as the last release was.
pub fn name_of(
    package: &str,
    version: &Version,
    settings: &ReleaseSettings,
    last: Option<&ReleaseTag>,
    is_alone: bool,
) -> String {
    let version = version.to_string();
    match (&settings.tag, last) {
        (Some(pattern), _) => pattern.replace("{package}", package).replace("{version}", &version),
        (None, Some(last)) => last.name.replace(&last.version.to_string(), &version),
        (None, None) if is_alone => format!("v{version}"),
        (None, None) => format!("{package}-v{version}"),
    }
}

/// Of the packages without tags of their own, those that a tag without a name releases.
fn owners<'a>(unnamed: &[&'a Package]) -> Vec<&'a Package> {
    let Some(first) = unnamed.iter().find(|it| it.is_root).or(unnamed.first()) else {
        return Vec::new();
    };
    let together: Vec<&Package> = unnamed
        .iter()
        .filter(|it| it.version == first.version)
        .copied()
        .collect();
    if first.is_root || together.len() == unnamed.len() {
        together
    } else {
        Vec::new()
    }
}

/// The version in a tag, and the package that it names.
fn version<'a>(tag: &str, packages: &'a [Package]) -> Option<(Option<&'a Package>, Version)> {
    let read = |rest: &str| rest.strip_prefix('v').unwrap_or(rest).parse().ok();
    let of_package = |package: &'a Package| {
        let rest = tag
            .strip_prefix(package.name.as_str())?
            .strip_prefix(['-', '/', '@', '_'])?;
        Some((Some(package), read(rest)?))
    };
    // The name of one package may begin with that of another, but what follows it is no version then.
    packages
        .iter()
        .find_map(of_package)
        .or_else(|| Some((None, read(tag)?)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use stability_policy::ReleaseSettings;

    use super::{Package, ReleaseTag, name_of, parse, version};

    /// A covered package, unless its name ends with `!`; one that begins with `/` is in the root.
    fn package(name: &str, version: &str) -> Package {
        let is_root = name.starts_with('/');
        Package {
            name: name.trim_matches(['/', '!']).to_owned(),
            version: version.parse().unwrap(),
            is_root,
            is_covered: !name.ends_with('!'),
        }
    }

    /// The releases as `package version`.
    fn releases(tags: &[&str], packages: &[Package]) -> (Vec<String>, Vec<String>) {
        releases_by(&ReleaseSettings::default(), tags, packages)
    }

    fn releases_by(settings: &ReleaseSettings, tags: &[&str], packages: &[Package]) -> (Vec<String>, Vec<String>) {
        let text: Vec<String> = tags.iter().map(|tag| format!("{tag}\0abc 1767225600\0 ")).collect();
        let found = parse(&text.join("\n"), packages, settings);
        let shown = found.tags.iter().map(|tag| format!("{} {}", tag.package, tag.version));
        (shown.collect(), found.unclear)
    }

    fn settings(tag: &str) -> ReleaseSettings {
        let mut settings = ReleaseSettings::default();
        settings.tag = Some(tag.to_owned());
        settings
    }

    #[test]
    fn tags_are_called_as_the_policy_says() {
        let packages = [package("a", "1.0.0"), package("b", "2.0.0")];
        let tags = ["v1.0.0", "release-a-1.1.0", "a-v1.2.0", "release-b-2.0.0"];
        let named = releases_by(&settings("release-{package}-{version}"), &tags, &packages);
        assert_eq!(named.0, ["a 1.1.0", "b 2.0.0"]);
        let bare = releases_by(&settings("v{version}"), &tags, &packages);
        assert_eq!(bare, (vec!["a 1.0.0".to_owned(), "b 1.0.0".to_owned()], Vec::new()));
    }

    #[test]
    fn a_yanked_release_does_not_count() {
        let mut settings = ReleaseSettings::default();
        settings.ignore = vec!["1.4.1".parse().unwrap()];
        let found = releases_by(&settings, &["v1.4.0", "v1.4.1"], &[package("a", "1.4.1")]);
        assert_eq!(found.0, ["a 1.4.0"]);
    }

    #[test]
    fn the_next_tag_is_called_as_the_policy_says_or_as_the_last_one() {
        let version = "1.5.0".parse().unwrap();
        let last = ReleaseTag {
            package: "a".to_owned(),
            version: "1.4.0".parse().unwrap(),
            name: "a/1.4.0".to_owned(),
            commit: String::new(),
            date: date(2026, 1, 1),
            is_ancestor: true,
        };
        let none = ReleaseSettings::default();
        let name = |settings: &ReleaseSettings, last, is_alone| name_of("a", &version, settings, last, is_alone);
        assert_eq!(name(&settings("x-{package}-{version}"), Some(&last), true), "x-a-1.5.0");
        assert_eq!(name(&none, Some(&last), true), "a/1.5.0");
        assert_eq!(name(&none, None, true), "v1.5.0");
        assert_eq!(name(&none, None, false), "a-v1.5.0");
    }

    #[test]
    fn a_version_is_found_in_each_of_the_common_forms() {
        let packages = [package("nika", "1.0.0"), package("nika-kernel", "1.0.0")];
        let read =
            |tag| version(tag, &packages).map(|(package, version)| (package.map(|it| &*it.name), version.to_string()));
        for (tag, name) in [
            ("1.2.3", None),
            ("v1.2.3", None),
            ("nika-v1.2.3", Some("nika")),
            ("nika-1.2.3", Some("nika")),
            ("nika/1.2.3", Some("nika")),
            ("nika@1.2.3", Some("nika")),
            ("nika_v1.2.3", Some("nika")),
            ("nika-kernel-v1.2.3", Some("nika-kernel")),
        ] {
            assert_eq!(read(tag), Some((name, "1.2.3".to_owned())), "{tag}");
        }
        for tag in ["latest", "v1.2", "other-v1.2.3", "nikav1.2.3", ""] {
            assert_eq!(read(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_tag_with_a_name_is_a_release_of_that_package_alone() {
        let tags = ["a-v1.0.0", "b-v1.2.0", "b-v1.3.0", "c-v2.0.0", "v9.0.0"];
        let packages = [package("a", "1.0.0"), package("b", "1.3.0"), package("c!", "2.0.0")];
        let expected = ["a 1.0.0", "b 1.2.0", "b 1.3.0"].map(str::to_owned);
        assert_eq!(releases(&tags, &packages), (expected.to_vec(), Vec::new()));
    }

    #[test]
    fn a_tag_without_a_name_is_a_release_of_what_has_no_tags_of_its_own() {
        let packages = [package("a", "1.2.0"), package("b", "1.2.0"), package("c", "0.3.0")];
        let expected = ["a 1.2.0", "b 1.2.0", "c 0.3.0"].map(str::to_owned);
        assert_eq!(
            releases(&["v1.2.0", "c-v0.3.0"], &packages),
            (expected.to_vec(), Vec::new())
        );
        let alone = releases(&["1.2.0", "v1.2.0"], &packages[..1]);
        assert_eq!(alone, (vec!["a 1.2.0".to_owned()], Vec::new()));
    }

    #[test]
    fn a_bare_tag_releases_the_root_package_or_none() {
        let tags = ["v1.1.0", "v1.2.0"];
        let root = [package("/a", "1.2.0"), package("b", "0.3.0"), package("c", "1.2.0")];
        let expected = ["a 1.1.0", "a 1.2.0", "c 1.1.0", "c 1.2.0"].map(str::to_owned);
        assert_eq!(releases(&tags, &root), (expected.to_vec(), Vec::new()));
        let unclear = ["a", "b"].map(str::to_owned).to_vec();
        let packages = [package("a", "1.2.0"), package("b!", "0.3.0")];
        assert_eq!(releases(&tags, &packages), (Vec::new(), unclear));
        assert_eq!(releases(&["nightly"], &packages), (Vec::new(), Vec::new()));
    }

    #[test]
    fn the_date_is_that_of_the_commit() {
        // The second has a message, so that the commit is behind it.
        let text = "v1.1.0\0a 1767225600\0 \nv1.0.0\0b \0c 951782400\nnightly\0d 1767225600\0 \nv2.0.0\0e \0 \n";
        let found = parse(text, &[package("nika", "1.0.0")], &ReleaseSettings::default());
        let read = found.tags.iter();
        let read: Vec<_> = read
            .map(|tag| (tag.version.to_string(), tag.commit.as_str(), tag.date))
            .collect();
        let expected = [
            ("1.0.0".to_owned(), "c", date(2000, 2, 29)),
            ("1.1.0".to_owned(), "a", date(2026, 1, 1)),
        ];
        assert_eq!(read, expected);
    }
}
