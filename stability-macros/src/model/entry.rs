//! The promises of the declaring macros.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Path, Visibility};

use super::{Deprecation, EntryKind, Mark, Since, Tier};

/// The attributes of a statement besides ours.
pub struct Attributes {
    /// The documentation, one paragraph.
    pub text: String,
    pub documentation: Vec<Attribute>,
    pub cfgs: Vec<Attribute>,
    pub others: Vec<Attribute>,
}

/// The promise of a statement, with what it takes over from its area.
pub struct EntryPromise {
    pub tier: Tier,
    pub since: Option<Since>,
    pub area: Option<String>,
    /// Its own attribute, where it has one.
    pub mark: Option<Mark>,
    pub deprecation: Option<Deprecation>,
}

/// A promised behaviour.
pub struct Guarantee {
    pub attributes: Attributes,
    pub vis: Visibility,
    pub ident: Ident,
    pub id: String,
    pub promise: Option<EntryPromise>,
}

/// A generated artefact.
pub struct Artefact {
    pub attributes: Attributes,
    pub vis: Visibility,
    pub ident: Ident,
    pub path: String,
    pub policy: Policy,
    /// Whether a change needs a reason.
    pub reason: bool,
    pub promise: Option<EntryPromise>,
}

/// How an artefact may change.
pub enum Policy {
    Frozen,
    Keyed { key: String, fields: Vec<String> },
    Additive,
    Free,
}

/// The content of `surface!`.
#[derive(Default)]
pub struct Surface {
    pub krate: Option<Path>,
    pub areas: Vec<SurfaceArea>,
    pub entries: Vec<SurfaceEntry>,
}

/// A block: an area with the promise that its entries take over.
pub struct SurfaceArea {
    /// Its facts.
    pub text: String,
    pub name: String,
    pub span: Span,
    pub default: Option<EntryPromise>,
    pub excludes: Vec<String>,
    pub planned: Vec<(String, String)>,
}

/// A promised thing.
pub struct SurfaceEntry {
    pub attributes: Attributes,
    pub kind: EntryKind,
    pub name: String,
    pub span: Span,
    pub signature: String,
    pub promise: Option<EntryPromise>,
}
