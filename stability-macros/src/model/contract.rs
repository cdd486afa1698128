//! What `contract!` states.

use syn::{Attribute, Path};

/// The header of a contract.
pub struct Header {
    pub name: String,
    pub state: &'static str,
    pub scope: Option<String>,
    pub krate: Option<Path>,
    pub areas: Vec<HeaderArea>,
}

/// A named group of modules.
pub struct HeaderArea {
    pub cfgs: Vec<Attribute>,
    pub name: String,
    pub modules: Vec<Module>,
}

/// A module of an area, and the predicates without which it is not there.
pub struct Module {
    pub cfgs: Vec<Attribute>,
    pub path: Path,
}
