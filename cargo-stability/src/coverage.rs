//! Which public items of a package state no tier.
//!
//! What is public is read from rustdoc's description of a library, which knows re-exports, private modules and what macros
//! write; what is promised from the contract. Both are of one package, built with the same features:
//!
//! ```text
//! RUSTDOC=… cargo rustdoc --lib --features … -- -Z unstable-options --output-format json
//! ```
//!
//! Counted is what a tier can stand on and what a user can name: items of modules, methods and constants of inherent `impl`s.
//! Fields, variants and what belongs to a trait have the tier of the whole. Modules are not counted: their items are, and no
//! attribute can stand on a module in a file of its own. What is hidden from documentation is not public.

mod count;
mod rustdoc;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use stability::contract::{Item, Location};
use stability::{Contract, Kind};

pub(crate) use self::count::{count_unmarked, describe};
use self::rustdoc::Document;

/// Something public of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicItem {
    /// The shortest path by which users reach it: `nika::Frame`, `nika::Frame::new`.
    pub path: String,
    /// Its other paths, sorted.
    pub aliases: Vec<String>,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The source file, as the compiler was called with it; empty where it is not known.
    pub file: String,
    /// The line where it begins; 0 where it is not known.
    pub line: u32,
}

/// `src/memory.rs:12: struct nika::Frame`.
impl fmt::Display for PublicItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:{}: ", self.file, self.line)?;
        }
        write!(f, "{} {}", self.kind, self.path)
    }
}

/// Why it cannot be said what is public.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CoverageError {
    /// It is nothing that rustdoc writes.
    #[error("this is no description of a library by rustdoc: {0}")]
    Malformed(#[source] serde_json::Error),
    /// A compiler wrote it whose form is not read.
    #[error(
        "rustdoc wrote its format {found}, and {} is the oldest that is read: take a newer compiler",
        rustdoc::OLDEST
    )]
    TooOld {
        /// The number of the format.
        found: u32,
    },
    /// A compiler wrote it whose form has changed.
    #[error("rustdoc wrote its format {found}, which cannot be read; {} can: {reason}", rustdoc::KNOWN)]
    TooNew {
        /// The number of the format.
        found: u32,
        /// What cannot be read.
        reason: serde_json::Error,
    },
    /// It speaks of an item that it does not describe.
    #[error("rustdoc names the item {id}, and does not describe it")]
    Missing {
        /// The number of the item.
        id: u32,
    },
}

/// Everything public of a library, by path, from what rustdoc wrote with `--output-format json`.
///
/// # Errors
///
/// What is no such document, and one whose form is not known.
pub fn public_items(rustdoc_json: &[u8]) -> Result<Vec<PublicItem>, CoverageError> {
    walk::public_items(&Document::read(rustdoc_json)?)
}

/// Those of `items` that `contract`, of the same package, promises nothing about.
///
/// A promise is found by its path, or, where the author gave none, by the place in the source.
pub fn unmarked<'a>(items: &'a [PublicItem], contract: &Contract) -> Vec<&'a PublicItem> {
    let promised = Promised::new(contract.items());
    items.iter().filter(|item| !promised.has(item)).collect()
}

/// What a contract promises, by what it is looked up with.
struct Promised<'a> {
    ids: BTreeSet<(&'a str, stability::Namespace)>,
    places: BTreeMap<(&'a str, u32), Vec<&'a Location>>,
}

impl<'a> Promised<'a> {
    fn new(items: &'a [Item]) -> Self {
        let mut places = BTreeMap::<_, Vec<_>>::new();
        for item in items.iter().filter(|item| item.location.line > 0) {
            let place = (last_segment(&item.id), item.location.line);
            places.entry(place).or_default().push(&item.location);
        }
        Self {
            ids: items
                .iter()
                .map(|item| (item.id.as_str(), item.kind.namespace()))
                .collect(),
            places,
        }
    }

    fn has(&self, item: &PublicItem) -> bool {
        // A re-export promises what it brings.
        let namespaces = [item.kind.namespace(), Kind::Use.namespace()];
        let mut paths = item.aliases.iter().chain([&item.path]);
        let by_path = paths.any(|path| namespaces.iter().any(|it| self.ids.contains(&(path.as_str(), *it))));
        by_path || {
            let places = self.places.get(&(last_segment(&item.path), item.line));
            places.is_some_and(|places| places.iter().any(|place| is_below(&item.file, &place.file)))
        }
    }
}

fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Whether `file` is `below`, seen from a folder further out.
pub(crate) fn is_below(file: &str, below: &str) -> bool {
    let outside = file.len().checked_sub(below.len());
    outside.is_some_and(|at| {
        let ends = file
            .bytes()
            .zip(0..)
            .skip(at)
            .map(|(byte, _)| if byte == b'\\' { b'/' } else { byte });
        ends.eq(below.bytes()) && (at == 0 || matches!(file.as_bytes()[at - 1], b'/' | b'\\'))
    })
}
