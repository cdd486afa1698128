//! Structs as documents: a marker first, fields of their own, and keys that others may add.
//!
//! The derive of serde reads and writes the fields. What stands around it here sees each key before the derive does, so
//! that a refusal has the place of the key, and a limit holds while a text is read and not after.

mod derived;
mod read;
mod value;
mod write;

pub use self::derived::{Derived, Underived, derived_above};
pub use self::read::Reader;
pub use self::value::{Bounded, TooDeep};
pub use self::write::Writer;

use crate::record::{Marker, Namespaces};

/// What is said of a struct that is read from and written to documents.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// How messages call it.
    pub name: &'static str,
    /// The line by which a document is known.
    pub marker: Option<Marker>,
    /// The namespaces of the keys that are no fields.
    pub namespaces: Option<Namespaces>,
}
