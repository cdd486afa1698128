//! The lowest version of each dependency in which everything that is used is promised as it is now, compared with the requirement in
//! `Cargo.toml`.

use std::collections::BTreeMap;

use cargo_metadata::{Dependency, DependencyKind, Package};
use semver::{Comparator, Op, Version, VersionReq};

use super::Use;

/// A requirement that admits a version in which something that is used is not promised as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLow<'a> {
    /// The requirement, with the name of the dependency.
    pub dependency: &'a Dependency,
    /// The lowest version that it admits.
    pub lowest: Version,
    /// The lowest version that would do.
    pub needed: Version,
    /// The use that needs it.
    pub needing: &'a Use,
}

/// The requirements of `user` that are too low for its `uses`.
pub fn too_low<'a>(user: &'a Package, uses: &'a [Use]) -> Vec<TooLow<'a>> {
    let mut needed: BTreeMap<(&str, &str), (Version, &Use)> = BTreeMap::new();
    for used in uses.iter().filter(|used| used.user == user.name.as_str()) {
        let Some(since) = used.item.since.as_ref().and_then(|since| since.parse::<Version>().ok()) else {
            continue;
        };
        // A pre-release has the items of the release that it precedes.
        let since = match used.item.version.parse::<Version>() {
            Ok(version) if version.cmp_precedence(&since).is_lt() => version,
            _ => since,
        };
        let Some(dependency) = dependency_of(user, used) else {
            continue;
        };
        let key = (dependency.name.as_str(), kind_word(dependency.kind));
        let highest = needed.entry(key).or_insert_with(|| (since.clone(), used));
        if since.cmp_precedence(&highest.0).is_gt() {
            *highest = (since, used);
        }
    }
    let found = needed.into_values().filter_map(|(needed, needing)| {
        let dependency = dependency_of(user, needing)?;
        let lowest = lowest(&dependency.req)?;
        let release = |it: &Version| (it.major, it.minor, it.patch);
        // Which of the pre-releases was the first to have it, nobody says.
        let is_of_same = !needed.pre.is_empty() && release(&lowest) == release(&needed);
        let is_too_low = lowest.cmp_precedence(&needed).is_lt() && !is_of_same;
        is_too_low.then_some(TooLow {
            dependency,
            lowest,
            needed,
            needing,
        })
    });
    found.collect()
}

/// The dependency of `user` by which it has the item; `None` where it has it through a re-export of another package, and where the
/// dependency has a path and no version.
fn dependency_of<'a>(user: &'a Package, used: &Use) -> Option<&'a Dependency> {
    let version = used.item.version.parse::<Version>().ok()?;
    let all = user.dependencies.iter().filter(|it| it.name == used.item.package);
    let admits = |it: &&Dependency| it.req.matches(&version) || it.req == VersionReq::STAR;
    // Tests may have a requirement of their own.
    let rank = |it: &&Dependency| match it.kind {
        DependencyKind::Development => u8::from(!used.place.is_development),
        DependencyKind::Normal => u8::from(used.place.is_development),
        _ => 2,
    };
    let found = all.filter(admits).min_by_key(rank)?;
    (found.req != VersionReq::STAR || found.path.is_none()).then_some(found)
}

fn kind_word(kind: DependencyKind) -> &'static str {
    match kind {
        DependencyKind::Development => "dev",
        DependencyKind::Build => "build",
        _ => "normal",
    }
}

/// The lowest version that a requirement admits; `None` where it admits none.
pub fn lowest(requirement: &VersionReq) -> Option<Version> {
    let bounds = requirement.comparators.iter().map(bound);
    let start = Version::new(0, 0, 0);
    let lowest = bounds.fold(start, |highest, bound| if bound > highest { bound } else { highest });
    requirement.matches(&lowest).then_some(lowest)
}

/// The lowest version that a comparator admits.
fn bound(comparator: &Comparator) -> Version {
    let Comparator {
        op,
        major,
        minor,
        patch,
        pre,
        ..
    } = comparator;
    let own = Version {
        pre: pre.clone(),
        ..Version::new(*major, minor.unwrap_or(0), patch.unwrap_or(0))
    };
    match op {
        // The first release after all those that have these numbers.
        Op::Greater => match (minor, patch) {
            (None, _) => Version::new(major + 1, 0, 0),
            (Some(minor), None) => Version::new(*major, minor + 1, 0),
            (Some(_), Some(_)) if !pre.is_empty() => Version {
                pre: semver::Prerelease::EMPTY,
                ..own
            },
            (Some(minor), Some(patch)) => Version::new(*major, *minor, patch + 1),
        },
        Op::Less | Op::LessEq => Version::new(0, 0, 0),
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use super::lowest;

    #[test]
    fn the_lowest_version_of_each_form_of_requirement() {
        let cases = [
            ("1.2", Some("1.2.0")),
            ("1.2.3", Some("1.2.3")),
            ("0.3", Some("0.3.0")),
            ("^1", Some("1.0.0")),
            ("~1.4.2", Some("1.4.2")),
            ("=1.2.3", Some("1.2.3")),
            ("1.*", Some("1.0.0")),
            ("*", Some("0.0.0")),
            (">=1.2, <2", Some("1.2.0")),
            (">1.2.3", Some("1.2.4")),
            (">1.2", Some("1.3.0")),
            (">1", Some("2.0.0")),
            (">1.2.3-beta.1", Some("1.2.3")),
            ("1.2.3-rc.1", Some("1.2.3-rc.1")),
            ("<2", Some("0.0.0")),
            (">=2, <1", None),
        ];
        for (requirement, expected) in cases {
            let found = lowest(&requirement.parse().unwrap()).map(|version| version.to_string());
            assert_eq!(found.as_deref(), expected, "{requirement}");
        }
    }
}
