//! Tags that are versions, and the packages that they release.
//!
//! `nika-v1.2.0`, `nika-1.2.0`, `nika/v1.2.0`, `nika@1.2.0` and `nika_v1.2.0` are releases of `nika`. `v1.2.0` and `1.2.0` name no
//! package:
//!
//! - A package that has tags of its own is released by these alone.
//! - Of the others, `v1.2.0` is a release of all if they have one version, since they are released together.
//! - Where they have different versions, it is one of the package in the root of the workspace, and of those with its version.
//! - Without such a package nobody can say whose release it is, and it counts for none.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::civil::Date;
use semver::Version;
use stability_policy::Tag;

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

/// The releases of the covered packages that were tagged, by package and version, and the packages of which it is not clear
/// whether tags without a name are theirs.
pub fn tags(git: &Git, packages: &[Package]) -> Result<(Vec<Tag>, Vec<String>)> {
    // The date of the commit, for a tag with a message too.
    let format = "--format=%(refname:lstrip=2)%00%(committerdate:unix)%00%(*committerdate:unix)";
    let text = git.text(&["for-each-ref", format, "refs/tags"])?;
    Ok(parse(&text, packages))
}

fn parse(text: &str, packages: &[Package]) -> (Vec<Tag>, Vec<String>) {
    let read = |line: &str| -> Option<(Option<&Package>, Version, Date)> {
        let mut fields = line.split('\0');
        let (package, version) = version(fields.next()?, packages)?;
        let date = fields.find(|seconds| !seconds.is_empty()).and_then(date_of)?;
        Some((package, version, date))
    };
    let read: Vec<_> = text.lines().filter_map(read).collect();
    let named: BTreeSet<&str> = read
        .iter()
        .filter_map(|(package, ..)| Some(package.as_ref()?.name.as_str()))
        .collect();
    let unnamed: Vec<&Package> = packages.iter().filter(|it| !named.contains(it.name.as_str())).collect();
    let owners = owners(&unnamed);
    let mut tags = Vec::new();
    for (package, version, date) in &read {
        let released = package.as_ref().map_or(owners.as_slice(), std::slice::from_ref);
        tags.extend(released.iter().filter(|it| it.is_covered).map(|it| Tag {
            package: Some(it.name.clone()),
            version: version.clone(),
            date: *date,
        }));
    }
    tags.sort_by(|a, b| (&a.package, &a.version, a.date).cmp(&(&b.package, &b.version, b.date)));
    tags.dedup_by(|a, b| (&a.package, &a.version) == (&b.package, &b.version));
    let has_bare = read.iter().any(|(package, ..)| package.is_none());
    let is_unclear = has_bare && owners.is_empty() && unnamed.iter().any(|it| it.is_covered);
    let unclear = unnamed.iter().filter(|_| is_unclear).map(|it| it.name.clone());
    (tags, unclear.collect())
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

    use super::{Package, parse, version};

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
        let text: Vec<String> = tags.iter().map(|tag| format!("{tag}\x001767225600\x00")).collect();
        let (tags, unclear) = parse(&text.join("\n"), packages);
        let shown = tags
            .iter()
            .map(|tag| format!("{} {}", tag.package.as_deref().unwrap_or("?"), tag.version));
        (shown.collect(), unclear)
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
        // The second has a message, so that the commit stands behind it.
        let text = "v1.1.0\x001767225600\x00\nv1.0.0\x00\x00951782400\nnightly\x001767225600\x00\nv2.0.0\x00\x00\n";
        let (tags, _) = parse(text, &[package("nika", "1.0.0")]);
        let read: Vec<_> = tags.iter().map(|tag| (tag.version.to_string(), tag.date)).collect();
        let expected = [
            ("1.0.0".to_owned(), date(2000, 2, 29)),
            ("1.1.0".to_owned(), date(2026, 1, 1)),
        ];
        assert_eq!(read, expected);
    }
}
