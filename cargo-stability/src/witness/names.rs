//! By which paths code outside of the package reaches what canonical texts name by the path of its definition.
//!
//! `std::io::error::Error` is defined in a private module. Paths with fewer segments are tried, all in one run of rustc, and the first
//! that leads to something is taken.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;
use stability_policy::shape::model::{Detail, Shape};

use super::compile::{Crates, Libraries, Question, Verdict};
use super::rust::Names;

/// Paths of Rust by canonical paths, or why no path leads there.
pub type Paths = BTreeMap<String, Result<String, String>>;

/// What names mean at an item.
pub struct Scope<'a> {
    /// The libraries that were built.
    pub libraries: &'a BTreeSet<String>,
    /// What the constants were.
    pub shape: &'a Shape,
    /// The id of the item.
    pub item: &'a str,
    /// What `Self` is.
    pub self_: Option<String>,
    /// The paths of other packages that are known.
    pub paths: &'a Paths,
    /// Those that were asked for and are not known yet.
    pub asked: &'a RefCell<BTreeSet<String>>,
}

impl Names for Scope<'_> {
    fn path(&self, canonical: &str) -> Result<String, String> {
        let is_parameter = |start: char| {
            let digits = canonical.strip_prefix(start).unwrap_or_default();
            !digits.is_empty() && digits.chars().all(|it| it.is_ascii_digit())
        };
        let is_primitive = !canonical.contains(':') && canonical.starts_with(|it: char| it.is_ascii_lowercase());
        if is_parameter('T') || is_parameter('F') || is_primitive {
            return Ok(canonical.to_owned());
        }
        if canonical == "Self" {
            return self
                .self_
                .clone()
                .ok_or_else(|| "`Self` has no meaning there".to_owned());
        }
        if let Some(name) = canonical.strip_prefix('~') {
            return Err(format!("users cannot name the private type `{name}`"));
        }
        let (library, rest) = canonical.split_once("::").unwrap_or((canonical, ""));
        if self.libraries.contains(library) {
            return Ok(format!("::{library}{}", raw_segments(rest)));
        }
        if let Some(path) = self.paths.get(canonical) {
            return path.clone();
        }
        self.asked.borrow_mut().insert(canonical.to_owned());
        Ok("_".to_owned())
    }

    fn constant(&self, written: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = written;
        let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | ':');
        while let Some(first) = rest.chars().next() {
            let end = if is_part(first) {
                rest.find(|it| !is_part(it)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (part, after) = rest.split_at(end);
            rest = after;
            if part.starts_with(|it: char| it.is_alphabetic() || it == '_') {
                out.push_str(&self.value(part)?);
            } else {
                out.push_str(part);
            }
        }
        Ok(format!("{{ {out} }}"))
    }
}

impl Scope<'_> {
    /// The value that a public constant had, by a path as it was written in the module of the item or in one around it.
    fn value(&self, path: &str) -> Result<String, String> {
        let library = self.item.split("::").next().unwrap_or_default();
        let path = path.strip_prefix("crate::").unwrap_or(path);
        let mut module = self.item;
        while let Some((outer, _)) = module.rsplit_once("::") {
            module = outer;
            let item = self.shape.items.get(&format!("value {module}::{path}"));
            if let Some(Detail::Constant { value: Some(value), .. }) = item.map(|it| &it.detail) {
                return Ok(value.clone());
            }
        }
        Err(format!(
            "the value that the constant `{path}` of `{library}` had was not recorded"
        ))
    }
}

/// `::a::r#type` of `a::type`.
pub fn raw_segments(path: &str) -> String {
    let mut out = String::new();
    for segment in path.split("::").filter(|it| !it.is_empty()) {
        out.push_str("::");
        out.push_str(&raw(segment));
    }
    out
}

/// A name, which may be a keyword.
pub fn raw(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
        "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The versions of each library that a lock file has.
#[derive(Debug, Default)]
pub struct Versions(BTreeMap<String, Vec<Locked>>);

#[derive(Debug, Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
}

impl Versions {
    /// Those of the lock file of a workspace; none where it cannot be read.
    pub fn of(root: &Path) -> Self {
        #[derive(Deserialize)]
        struct Lock {
            #[serde(default)]
            package: Vec<Locked>,
        }
        let text = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
        let lock: Lock = toml::from_str(&text).unwrap_or(Lock { package: Vec::new() });
        let mut versions = BTreeMap::<String, Vec<Locked>>::new();
        for package in lock.package {
            versions
                .entry(package.name.replace('-', "_"))
                .or_default()
                .push(package);
        }
        Self(versions)
    }

    /// The name and the version of the only package of a registry that has such a library.
    pub fn only(&self, library: &str) -> Option<(&str, &str)> {
        match self.0.get(library)?.as_slice() {
            [only] if only.source.as_ref()?.starts_with("registry+") => Some((&only.name, &only.version)),
            _ => None,
        }
    }

    /// An error where a build has no such version of a library, or several.
    fn check(&self, library: &str, version: Option<&str>) -> Result<(), String> {
        match self.0.get(library).map(Vec::as_slice) {
            Some([only]) if version.is_none_or(|it| only.version.starts_with(&format!("{it}."))) => Ok(()),
            Some([only]) => Err(format!("`{library}` is {} now", only.version)),
            Some([_, _, ..]) => Err(format!("the build has several versions of `{library}`")),
            // The library has another name than its package.
            Some([]) | None => Ok(()),
        }
    }
}

/// Finds a path for each canonical path, and the crates that they begin with.
pub fn find(asked: &BTreeSet<String>, libraries: &Libraries<'_>, versions: &Versions) -> Result<(Paths, Crates)> {
    let mut crates = Crates::new();
    let mut paths = Paths::new();
    let mut tried = Vec::new();
    let mut questions = Vec::new();
    for canonical in asked {
        let (package, rest) = canonical.split_once("::").unwrap_or((canonical, ""));
        let (library, version) = package
            .split_once('@')
            .map_or((package, None), |(name, version)| (name, Some(version)));
        if library != "std" && !crates.contains_key(library) {
            match versions
                .check(library, version)
                .and_then(|()| libraries.dependency(library))
            {
                Ok(file) => {
                    crates.insert(library.to_owned(), file);
                }
                Err(reason) => {
                    paths.insert(canonical.clone(), Err(reason));
                    continue;
                }
            }
        }
        for candidate in candidates(rest) {
            let path = format!("::{library}{}", raw_segments(&candidate));
            questions.push(Question {
                usage: format!("use {path} as Found;"),
                ..Question::default()
            });
            tried.push((canonical, path));
        }
    }
    for ((canonical, path), verdict) in tried.into_iter().zip(libraries.ask(&crates, &questions)?) {
        if verdict == Verdict::Accepted {
            paths.entry(canonical.clone()).or_insert(Ok(path));
        }
    }
    for canonical in asked {
        let none = || Err(format!("no public path leads to `{canonical}`"));
        paths.entry(canonical.clone()).or_insert_with(none);
    }
    Ok((paths, crates))
}

/// The path itself, then with fewer and fewer of the modules between; then with two of them as one, `hash_map` for `hash::map`.
fn candidates(path: &str) -> Vec<String> {
    const MOST: usize = 5;
    let segments: Vec<&str> = path.split("::").collect();
    let Some((last, modules)) = segments.split_last() else {
        return Vec::new();
    };
    let joined = |kept: &[&str]| kept.iter().chain([last]).copied().collect::<Vec<_>>().join("::");
    if modules.len() > MOST {
        return vec![joined(modules), joined(&[])];
    }
    let mut kept: Vec<Vec<&str>> = (0..1_usize << modules.len())
        .map(|bits| {
            let is_kept = |at: &usize| bits & (1 << at) == 0;
            (0..modules.len()).filter(is_kept).map(|at| modules[at]).collect()
        })
        .collect();
    kept.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let mut found: Vec<String> = kept.iter().map(|it| joined(it)).collect();
    for at in 1..modules.len() {
        let both = format!("{}_{}", modules[at - 1], modules[at]);
        let kept: Vec<&str> = modules[..at - 1].iter().copied().chain([both.as_str()]).collect();
        found.push(joined(&kept));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn modules_that_may_be_private_are_left_out() {
        assert_eq!(candidates("error::Error"), ["error::Error", "Error"]);
        let found = candidates("collections::hash::map::HashMap");
        assert_eq!(found[0], "collections::hash::map::HashMap");
        assert!(found.contains(&"collections::HashMap".to_owned()));
        assert_eq!(found.last().map(String::as_str), Some("collections::hash_map::HashMap"));
    }
}
