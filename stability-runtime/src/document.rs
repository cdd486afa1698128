//! Structs as documents: a marker first, fields of their own, and keys that others may add.
//!
//! The derive of serde reads and writes the fields. The code around it sees each key before the derive does, so
//! that a refusal has the place of the key, and a limit holds while a text is read and not after.

mod derived;
mod read;
mod value;
mod write;

pub use self::derived::{Derived, Underived, derived_above};
pub use self::read::Reader;
pub use self::value::{Bounded, TooDeep};
pub use self::write::Writer;

/// Facts about a struct that is read from and written to documents.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// How messages call it.
    pub name: &'static str,
    /// The line by which a document is known.
    pub marker: Option<Marker>,
    /// The namespaces of the keys that are no fields.
    pub namespaces: Option<Namespaces>,
}

/// The namespaces of the keys that a document may have besides its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namespaces {
    /// The prefix of the keys of the declaring package.
    pub core: &'static str,
    /// The prefix of the keys of everyone else.
    pub community: &'static str,
    /// How many keys a document has at most.
    pub max_keys: usize,
    /// How many levels of lists and maps are allowed.
    pub max_depth: usize,
}

impl Namespaces {
    /// How many keys there are at most by default.
    pub const MAX_KEYS: usize = 64;
    /// How many levels of lists and maps are allowed by default.
    pub const MAX_DEPTH: usize = 32;
}

/// The line by which a document is known, such as `schema: nika/workflow@1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The key.
    pub key: &'static str,
    /// The only value that is read.
    pub value: &'static str,
}
