//! The only names that expansions may use; no part of the public interface, and free to change in any release.

pub use crate::artefact::{Artefact, Policy};
pub use crate::denied::{Denied, Gated};
pub use crate::guarantee::{Evidence, Guarantee, Relation};
pub use crate::registry::{PackageId, Submission};
pub use crate::route::{Moment, Retirement, Route};
pub use crate::seal::{Admission, Admitted, admits};
pub use crate::tier::Tier;
pub use crate::tiered::{IsStable, IsWeaker, Probe, Unmarked, refuse_leak};
pub use crate::unsupported::Refusal;

#[cfg(feature = "embed")]
pub use crate::registry::section::{join, length};
pub use crate::registry::{Collected, Values};

#[cfg(feature = "serde")]
pub use crate::document::{Derived, Document, Marker, Namespaces, Reader, Underived, Writer, derived_above};
#[cfg(feature = "serde")]
pub use crate::extensions::{Extended, Extensions};
#[cfg(feature = "serde")]
pub use ::{alloc::collections::BTreeMap, serde, stability_macros::SerdeAttributes};

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub use ::inventory;

#[cfg(feature = "linkme")]
pub use {
    crate::registry::{SUBMISSIONS, VALUES},
    ::linkme,
};

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

/// A running test says what it upholds, where it is asked to: its environment is read here, at the edge, and nowhere else.
#[cfg(feature = "audit")]
#[doc(hidden)]
#[macro_export]
macro_rules! __uphold {
    ($package:expr, $evidence:expr, $place:expr) => {
        $crate::audit::announce(
            $package,
            $evidence,
            $place,
            $crate::__private::env::var_os($crate::audit::VARIABLE),
        )
    };
}

/// Nothing is to be said.
#[cfg(not(feature = "audit"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __uphold {
    ($package:expr, $evidence:expr, $place:expr) => {
        // The evidence is still looked at by the compiler.
        {
            let _: (&str, &[$crate::__private::Evidence], &str) = ($package, $evidence, $place);
        }
    };
}

#[cfg(any(feature = "audit", feature = "generated"))]
pub use ::std::env;

/// The first segment of a module path.
pub const fn crate_name(module_path: &'static str) -> &'static str {
    let bytes = module_path.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b':' {
        end += 1;
    }
    module_path.split_at(end).0
}

/// Whether `module_path` ends in `tail`, which is empty or starts with `::`; from the root on, whether that is all of it.
pub const fn is_module(module_path: &'static str, tail: &str, from_root: bool) -> bool {
    let (module, tail) = (module_path.as_bytes(), tail.as_bytes());
    let Some(start) = module.len().checked_sub(tail.len()) else {
        return false;
    };
    if from_root && start != crate_name(module_path).len() {
        return false;
    }
    let mut at = 0;
    while at < tail.len() {
        if module[start + at] != tail[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The contract of the running test.
#[cfg(all(feature = "contract", any(feature = "inventory", feature = "linkme")))]
#[track_caller]
pub fn linked() -> crate::Contract {
    crate::Contract::linked().unwrap_or_else(|error| panic!("{error}"))
}

/// Fails a test with a difference.
#[cfg(feature = "contract")]
#[track_caller]
pub fn assert_same(difference: &crate::surface::Difference) {
    assert!(
        difference.is_empty(),
        "the promises and the program differ:\n{difference}"
    );
}

/// Fails a test with what breaks the policy of an artefact.
#[cfg(feature = "generated")]
#[track_caller]
pub fn assert_generated(artefact: &Artefact, built: &[u8], folder: &str, blessing: crate::generated::Blessing) {
    if let Err(mismatch) = crate::generated::check(artefact, built, folder.as_ref(), &blessing) {
        panic!("{mismatch}");
    }
}
