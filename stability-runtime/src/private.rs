//! The only names that expansions may use; no part of the public interface, and free to change in any release.

pub use crate::kind::Kind;
pub use crate::record::{Area, Deprecation, Header, Marker, ModulePath, Namespaces, Package, Record, Seal, State};
pub use crate::route::{Moment, Retirement, Route};
pub use crate::seal::{Admission, Admitted, admits};
pub use crate::tier::Tier;
pub use crate::tiered::{Probe, Tiered, Unmarked, bears};

pub use crate::registry::Submission;

#[cfg(feature = "serde")]
pub use crate::document::{Derived, Document, Reader, Underived, Writer, derived_above};
#[cfg(feature = "serde")]
pub use crate::extensions::{Extended, Extensions};
#[cfg(feature = "serde")]
pub use ::{alloc::collections::BTreeMap, serde, stability_macros::SerdeAttributes};

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub use ::inventory;

#[cfg(feature = "linkme")]
pub use {crate::registry::SUBMISSIONS, ::linkme};

/// Nothing is collected: what an expansion would hand to the linker goes nowhere.
///
/// `stability-macros` writes no submission then, except where another build of this crate, for the host, has turned
/// its features on.
#[cfg(not(any(feature = "inventory", feature = "linkme")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($($submission:tt)*) => {};
}

pub use core::option::Option::{self, None, Some};

/// The first segment of a module path.
pub const fn crate_name(module_path: &'static str) -> &'static str {
    let bytes = module_path.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b':' {
        end += 1;
    }
    module_path.split_at(end).0
}
