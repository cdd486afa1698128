//! What the compiler knows of a package's public items, and what differs between two versions of it.
//!
//! ```text
//! rustdoc's JSON ─ rustdoc ─ paths ─ canonical ─ build ─→ Shape ─ probe ─ ids, default, join ─→ the contract's items
//! ```
//!
//! A macro sees tokens; rustdoc knows what a path means, what implements what, and by which paths users reach an item.
//!
//! # Limits
//!
//! Some of what rustdoc does not say, the [probe](crate::probe) asks rustc: values of constants, auto traits of types without a name,
//! variance, whether values can be dropped after what they borrow, sizes. What declarations leave open about a change, a
//! [witness](crate::witness) decides. No fact follows from:
//!
//! - the bodies of macros and functions, and what `cfg` leaves out of this build;
//! - values of types of the package, of associated constants that depend on parameters or that a trait gives, and texts of more than a
//!   thousand bytes;
//! - auto traits of what the methods of a trait return, and of a function with a private type in its signature;
//! - variance in a parameter whose bounds a reference does not fulfil, and what values of such a type use when they are dropped;
//! - what a glob brings from a package outside the contract, and what a private `use` beside a glob hides;
//! - what an output captures where a macro of another edition wrote it;
//! - sizes of types with parameters, and on platforms with other pointers than those of the recorded contract.

mod build;
mod canonical;
mod default;
mod globs;
mod ids;
mod join;
mod literal;
mod macros;
mod node;
mod origin;
mod paths;
mod rustdoc;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::Edition;
use stability_policy::shape::model::Shape;

pub use self::default::Uncovered;
pub use self::globs::expand as expand_globs;
pub use self::ids::with_types;
pub use self::join::{Located, Package, is_rust, join, located, states_default};
pub(crate) use self::origin::{Origin, Place};

/// Why there is no shape.
#[derive(Debug, thiserror::Error)]
pub enum ShapeError {
    /// It is nothing that rustdoc writes.
    #[error("this is not rustdoc's description of a library: {0}")]
    Malformed(#[source] serde_json::Error),
    /// A compiler wrote it that is too old.
    #[error("rustdoc wrote its format {found}, and this program reads {oldest} and later: use a newer compiler", oldest = rustdoc::OLDEST)]
    TooOld {
        /// The number of the format.
        found: u32,
    },
    /// A compiler wrote it whose form has changed.
    #[error("rustdoc wrote its format {found}, which cannot be read: {reason}")]
    Unreadable {
        /// The number of the format.
        found: u32,
        /// What cannot be read.
        #[source]
        reason: serde_json::Error,
    },
}

/// A package as rustdoc describes it.
pub struct Described {
    pub shape: Shape,
    /// The keys of public items, by the namespace and the path of their definition.
    pub definitions: BTreeMap<(paths::Space, String), String>,
    /// Where each public item is defined, by its key.
    pub origins: BTreeMap<String, Origin>,
    /// Where each `use` is that brings what another package defines, by the key that it has here.
    pub re_exports: BTreeMap<String, Place>,
    /// The keys that a private item takes from what a glob brings.
    pub taken: BTreeSet<String>,
    /// What each `use` brings: by its module, its source, and the name that it gives, `*` for a glob.
    pub imports: BTreeMap<(String, String, String), Vec<String>>,
}

/// The shape of a package, from what rustdoc wrote with `--output-format json --document-private-items
/// --document-hidden-items`. `versions` has, by the name of its library, the compatible version of each dependency: `1`, `0.8`.
/// `edition` is that of the library.
pub fn read(
    rustdoc_json: &[u8],
    versions: &BTreeMap<String, String>,
    edition: Edition,
) -> Result<Described, ShapeError> {
    Ok(build::describe(
        &rustdoc::Document::read(rustdoc_json)?,
        versions,
        edition,
    ))
}
