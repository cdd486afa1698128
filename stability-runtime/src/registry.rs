//! What the linker collected: one backend, chosen by feature.

use crate::guarantee::Evidence;
use crate::record::{Header, Package, Record, Statement};

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
mod inventory;
#[cfg(feature = "linkme")]
mod linkme;

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub use self::inventory::submissions;
#[cfg(feature = "linkme")]
pub use self::linkme::{SUBMISSIONS, submissions};

/// What one annotated container or lone item hands to the linker.
#[derive(Clone, Copy, Debug)]
pub struct Submission {
    /// The package that speaks.
    pub package: Package,
    /// Its header, from `contract!`.
    pub header: Option<Header>,
    /// The areas that it declares by `#[stability::area("…")]` on modules.
    pub areas: &'static [&'static str],
    /// The items.
    pub records: &'static [Record],
    /// What implements or upholds guarantees, of this package or of others.
    pub evidence: &'static [Evidence],
    /// What is said of areas besides their items.
    pub statements: &'static [Statement],
}

impl Submission {
    /// A submission that says no more than who speaks.
    pub const fn new(package: Package) -> Self {
        Self {
            package,
            header: None,
            areas: &[],
            records: &[],
            evidence: &[],
            statements: &[],
        }
    }
}
