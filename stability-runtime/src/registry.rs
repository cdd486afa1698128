//! What the linker collected: one backend, chosen by feature.

use crate::record::{Header, Package, Record};
#[cfg(any(feature = "inventory", feature = "linkme"))]
use crate::route::Route;

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
mod inventory;
#[cfg(feature = "linkme")]
mod linkme;

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub use self::inventory::submissions;
#[cfg(feature = "linkme")]
pub use self::linkme::{SUBMISSIONS, submissions};

/// Every route that the linker collected, in no particular order.
///
/// ```standalone_crate
/// let deprecated = stability::registry::routes().filter(|route| route.retirement.is_some());
/// for route in deprecated {
///     println!("{route}");
/// }
/// ```
#[cfg(any(feature = "inventory", feature = "linkme"))]
pub fn routes() -> impl Iterator<Item = &'static Route> {
    submissions().flat_map(|submission| submission.records.iter().filter_map(|record| record.route))
}

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
}

impl Submission {
    /// A submission that says no more than who speaks.
    pub const fn new(package: Package) -> Self {
        Self {
            package,
            header: None,
            areas: &[],
            records: &[],
        }
    }
}
