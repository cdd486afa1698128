//! The content of `contract!`.

use syn::{Attribute, Path};

use super::{Since, Tier};

/// The header of a contract.
pub struct Header {
    pub name: String,
    pub state: &'static str,
    pub scope: Option<String>,
    pub krate: Option<Path>,
    pub areas: Vec<HeaderArea>,
    pub tiers: Vec<HeaderTier>,
    pub paths: Vec<HeaderPath>,
}

/// A named group of modules.
pub struct HeaderArea {
    pub cfgs: Vec<Attribute>,
    pub name: String,
    pub modules: Vec<Module>,
}

/// The tier of what has no attribute, in some modules.
pub struct HeaderTier {
    pub tier: Tier,
    pub since: Option<Since>,
    pub modules: Vec<Module>,
}

/// A public module, and the modules whose items users find in it.
pub struct HeaderPath {
    pub public: String,
    pub modules: Vec<Module>,
}

/// A module of an area, a tier or a path, and the predicates without which it is not there.
pub struct Module {
    pub cfgs: Vec<Attribute>,
    pub path: Path,
}
