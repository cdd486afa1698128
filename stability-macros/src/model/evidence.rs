//! The content of `upholds` and `implements`.

use syn::Path;

/// The relation of code to a guarantee.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Implements,
    Upholds,
}

impl Relation {
    /// The name of the attribute.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Implements => "implements",
            Self::Upholds => "upholds",
        }
    }

    /// The variant of the runtime's `Relation`.
    pub const fn variant(self) -> &'static str {
        match self {
            Self::Implements => "Implements",
            Self::Upholds => "Upholds",
        }
    }
}

/// The guarantees that code implements, or that a test upholds.
pub struct Evidence {
    pub relation: Relation,
    pub guarantees: Vec<Path>,
    pub krate: Option<Path>,
}
