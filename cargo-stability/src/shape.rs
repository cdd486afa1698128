//! What the compiler knows of a package's public items, and what differs between two versions of it.
//!
//! ```text
//! rustdoc's JSON ─ rustdoc ─ paths ─ canonical ─ build ─→ model::Shape ─┐
//!                                                   the one before ────┴─ compare ─→ facts
//! ```
//!
//! A macro sees tokens; rustdoc knows what a path means, what implements what, and by which paths users reach an item.
//!
//! # Limits
//!
//! rustdoc does not say, so that no fact follows from it: the hidden types behind `impl Trait` and their auto traits, variance, values of constants
//! that are neither literals nor of a primitive type, the bodies of macros and functions, and what `cfg` leaves out of this build.

mod build;
mod canonical;
mod compare;
mod macros;
mod model;
mod node;
mod paths;
mod rustdoc;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use self::compare::{ChangeKind, Effect, Fact, Required, compare};
pub use self::model::Shape;

/// Why there is no shape.
#[derive(Debug, thiserror::Error)]
pub enum ShapeError {
    /// It is nothing that rustdoc writes.
    #[error("this is not rustdoc's description of a library: {0}")]
    Malformed(#[source] serde_json::Error),
    /// A compiler wrote it that is too old.
    #[error("rustdoc wrote its format {found}, and {oldest} is the oldest that is read: use a newer compiler", oldest = rustdoc::OLDEST)]
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

impl Shape {
    /// The shape of a package, from what rustdoc wrote with `--output-format json --document-private-items
    /// --document-hidden-items`. `versions` has, by the name of its library, the compatible version of each dependency: `1`,
    /// `0.8`.
    ///
    /// # Errors
    ///
    /// What is no such document, and one whose form cannot be read.
    pub fn read(rustdoc_json: &[u8], versions: &BTreeMap<String, String>) -> Result<Self, ShapeError> {
        Ok(build::shape(&rustdoc::Document::read(rustdoc_json)?, versions))
    }
}
