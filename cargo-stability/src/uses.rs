//! The uses of what dependencies promise, as rustc reports them.
//!
//! The packages are checked in a folder of its own with a variable that lets the macros write each promise as the note of a
//! deprecation in a future version. Rustc reports each use of such an item in the packages of the workspace, at its place, with
//! the note. What is deprecated already is reported by the lint `deprecated`, also where the code allows it.
//!
//! `docs/uses.md` lists what rustc does not report.
//!
//! Of packages without attributes nothing is known but what they deprecate themselves, unless `--contract` gives a contract of them: then
//! rustc compiles a copy with marks (`marks`), and what of the contract can have none is listed.

#![allow(clippy::similar_names, reason = "use, uses, used and user are the words of the subject")]

mod cfg;
mod compile;
mod crates;
mod finding;
mod forward;
mod implementation;
mod marks;
mod note;
mod omitted;
mod promises;
mod report;
mod requirement;
mod unpromised;

use std::path::PathBuf;

use cargo_metadata::Package;
use serde::Serialize;
use stability::Tier;

pub use self::compile::{Compilation, Failure, Found};
pub use self::finding::{Finding, Judged, Policies};
pub use self::forward::{LINTS, all, forward, shortened};
pub use self::marks::{Compiled, Unseen, mark};
pub use self::note::Deprecation;
pub use self::omitted::{Omitted, lines as omitted_lines, seen};
pub use self::promises::Promises;
pub use self::report::{Report, render};
pub use self::unpromised::unpromised;

/// The folder below a target folder in which everything is built with notes: no other build may find what is there.
pub const FOLDER: &str = "stability-uses";

/// What is used: an item or a member of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Item {
    /// The package that defines it.
    pub package: String,
    /// The version of that; empty where only the lint `deprecated` reports the item.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Its path.
    #[serde(rename = "item")]
    pub path: String,
    /// Its kind, as the contract spells it.
    pub kind: String,
    /// Its tier, for those who implement it where that is what is done; `None` where it is not promised.
    pub tier: Option<Tier>,
    /// Whether it is a trait that promises another tier to those who implement it, and that is implemented.
    #[serde(rename = "implements", skip_serializing_if = "std::ops::Not::not")]
    pub is_implemented: bool,
    /// The version since which it has that tier, or `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Its area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Its own deprecation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Its declaration without its name.
    #[serde(skip)]
    pub shape: Option<String>,
}

/// A use of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub item: Item,
    /// The package that uses it.
    pub user: String,
    pub place: Place,
}

/// Where an item is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, below the root of the repository, with `/` between its parts.
    pub path: String,
    pub line: usize,
    pub column: usize,
    /// The same file for this program.
    #[serde(skip)]
    pub file: PathBuf,
    /// The first byte of what rustc points at, and the one after the last.
    #[serde(skip)]
    pub bytes: (usize, usize),
    /// Whether that is the call of a macro of another package, whose code uses the item.
    #[serde(skip)]
    pub is_macro: bool,
    /// Whether it is in a test, an example or a bench.
    #[serde(skip)]
    pub is_development: bool,
}

/// The packages that are looked at.
pub type Users<'a> = &'a [&'a Package];
