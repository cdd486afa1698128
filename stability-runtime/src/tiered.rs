//! The check that a strong promise exposes no weaker type, made by the type system.
//!
//! A marked type implements [`IsStable`] or [`IsWeaker`], and a frozen one neither: an empty implementation is what costs the
//! compiler least. [`Probe`] asks for them without knowing: its inherent constants exist where the type implements them and win
//! over those of [`Unmarked`], which exist for every type.

use core::marker::PhantomData;

/// A type that is stable.
#[diagnostic::on_unimplemented(message = "`{Self}` is not stable")]
pub trait IsStable {}

/// A type with a tier below stable.
#[diagnostic::on_unimplemented(message = "`{Self}` has no tier below stable")]
pub trait IsWeaker {}

/// Asks a type for its tier, with constants under names that no other trait is likely to have.
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized + IsStable> Probe<T> {
    /// It is stable.
    pub const __IS_STABLE: bool = true;
}

impl<T: ?Sized + IsWeaker> Probe<T> {
    /// It is below stable.
    pub const __IS_WEAKER: bool = true;
}

/// The answers for a type that does not have the tier.
pub trait Unmarked {
    /// It is not stable.
    const __IS_STABLE: bool = false;
    /// It is not below stable.
    const __IS_WEAKER: bool = false;
}

impl<T: ?Sized> Unmarked for Probe<T> {}

/// Refuses a promise that exposes a weaker type.
///
/// # Panics
///
/// While compiling, with `message`, where `is_weaker`.
#[track_caller]
pub const fn refuse_leak(is_weaker: bool, message: &'static str) {
    assert!(!is_weaker, "{}", message);
}
