//! The replacements that deprecations name, looked up in the contract.

use std::collections::{BTreeMap, BTreeSet};

use stability::route::shape;
use stability::{Kind, Tier};

use super::Comparison;
use super::subject::Subject;

/// The items and members that deprecations name as replacement or successor.
pub struct Replacements {
    /// By path, from any of its segments on; of a route by the shape of its path.
    targets: BTreeMap<String, Vec<Target>>,
    /// The names in the paths of items and of the packages themselves.
    segments: BTreeSet<String>,
}

/// Something that a deprecation may name.
#[derive(Clone, Debug)]
struct Target {
    name: String,
    tier: Tier,
    deprecated: bool,
}

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The contract cannot have it: words, a URL, a name of another crate.
    Elsewhere,
    /// The contract could have it, and does not.
    Nothing,
    /// The best of what goes by that name: its name, its tier, whether it is deprecated itself.
    Promised(String, Tier, bool),
}

impl Replacements {
    /// Looks up what the deprecations of the current contract name.
    pub fn of(comparison: &Comparison<'_>) -> Self {
        let subjects = comparison.subjects();
        let keys = subjects.iter().filter_map(|subject| name(subject)).map(Name::key);
        let asked: BTreeSet<String> = keys.flat_map(|key| [tail(&key).into(), key]).collect();
        let mut found = Self {
            targets: BTreeMap::new(),
            segments: BTreeSet::new(),
        };
        if asked.is_empty() {
            return found;
        }
        for source in comparison.current.packages() {
            found.segments.insert(source.package.name.replace('-', "_"));
        }
        for subject in subjects {
            let target = Target {
                name: subject.name(),
                tier: subject.tier,
                deprecated: comparison.is_deprecated(subject),
            };
            if subject.item.kind == Kind::Route {
                let path = target.name.split_once(' ').map_or("", |(_, path)| path);
                let path = shape(path).collect();
                found.targets.entry(path).or_default().push(target);
                continue;
            }
            for suffix in suffixes(&target.name) {
                let segment = suffix.split("::").next().unwrap_or(suffix);
                if !found.segments.contains(segment) {
                    found.segments.insert(segment.into());
                }
                if asked.contains(suffix) {
                    found.targets.entry(suffix.into()).or_default().push(target.clone());
                }
            }
        }
        found
    }

    /// The item or member that the deprecation of `subject` names; `None` where it names none.
    pub fn find(&self, subject: &Subject<'_>) -> Option<(&'static str, String, Found)> {
        let name = name(subject)?;
        let own = subject.name();
        let (what, written) = match name {
            Name::Path(path) => ("replacement", path.into()),
            Name::Route(path) => ("successor", path.into()),
        };
        let found = match self.targets_of(name) {
            Some(targets) => targets
                .iter()
                .filter(|target| target.name != own)
                .max_by_key(|target| (!target.deprecated, target.tier)),
            None => return Some((what, written, Found::Elsewhere)),
        };
        let found = found.map_or(Found::Nothing, |target| {
            Found::Promised(target.name.clone(), target.tier, target.deprecated)
        });
        Some((what, written, found))
    }

    /// `None` where the contract cannot have the name.
    fn targets_of(&self, name: Name<'_>) -> Option<&[Target]> {
        match name {
            // A service may be mounted below what its packages know as the root.
            Name::Route(_) => {
                let path = name.key();
                let tails = path.match_indices('/').map(|(at, _)| &path[at..]);
                let mut found = tails.filter_map(|tail| self.targets.get(tail));
                Some(found.next().map_or(&[], Vec::as_slice))
            }
            Name::Path(path) => {
                let key = name.key();
                let found = self.targets.get(&key).map(Vec::as_slice);
                // A name alone may be imported from anywhere, a path may start in another crate, and an item at another path
                // may be exported under this one too.
                let ours = |first: &str| first == "crate" || first == "self" || self.segments.contains(first);
                let may_have = path.split_once("::").is_some_and(|(first, _)| ours(first));
                let may_have = may_have && !self.targets.contains_key(tail(&key));
                found.or_else(|| may_have.then_some(&[]))
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Name<'a> {
    Path(&'a str),
    Route(&'a str),
}

impl Name<'_> {
    /// The name as items are found by it.
    fn key(self) -> String {
        match self {
            Self::Path(path) => {
                let relative = path.trim_start_matches("::").split("::");
                let named = relative.skip_while(|segment| matches!(*segment, "crate" | "self" | "super" | "Self"));
                named.collect::<Vec<_>>().join("::")
            }
            Self::Route(path) => {
                let path = path.split(['?', '#']).next().unwrap_or(path);
                shape(path).collect()
            }
        }
    }
}

/// What the deprecation names, where that is a path of Rust without arguments or a route of the same service.
fn name<'a>(subject: &Subject<'a>) -> Option<Name<'a>> {
    let deprecated = subject.deprecated?;
    let is_path = |path: &&str| {
        let word = |segment: &str| {
            let segment = segment.strip_prefix("r#").unwrap_or(segment);
            let starts = segment.starts_with(|c: char| c.is_alphabetic() || c == '_');
            starts && segment.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        path.trim_start_matches("::").split("::").all(word)
    };
    let is_route = |path: &&str| path.starts_with('/') && !path.starts_with("//");
    let path = deprecated.replacement.as_deref().filter(is_path).map(Name::Path);
    let route = || deprecated.successor.as_deref().filter(is_route).map(Name::Route);
    path.or_else(route)
}

/// A path from each of its segments on: `a::b`, `b`.
fn suffixes(path: &str) -> impl Iterator<Item = &str> {
    let starts = path.match_indices("::").map(|(at, _)| at + 2);
    std::iter::once(0).chain(starts).map(|at| &path[at..])
}

/// What a path must end in wherever it is exported: its last segment, with the type that this belongs to.
fn tail(path: &str) -> &str {
    let is_type = |segment: &str| segment.starts_with(char::is_uppercase);
    let mut starts = path.rmatch_indices("::").map(|(at, _)| at + 2);
    let Some(last) = starts.next() else { return path };
    let owner = starts.next().unwrap_or(0);
    if is_type(&path[owner..]) && !is_type(&path[last..]) {
        &path[owner..]
    } else {
        &path[last..]
    }
}
