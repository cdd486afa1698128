//! The check that a strong promise exposes no weaker type, made by the type system.
//!
//! A marked type implements [`Tiered`]. [`Probe`] asks for it without knowing: its inherent constant exists where the
//! type is `Tiered` and wins over that of [`Unmarked`], which exists for every type.

use core::marker::PhantomData;

use crate::tier::Tier;

/// A type with a tier.
#[diagnostic::on_unimplemented(message = "`{Self}` has no tier")]
pub trait Tiered {
    /// Its tier.
    const TIER: Tier;
}

/// Asks a type for its tier.
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized + Tiered> Probe<T> {
    /// The type's tier, under a name that no other trait is likely to have.
    pub const __TIER: Option<Tier> = Some(T::TIER);
}

/// The answer for a type without a tier.
pub trait Unmarked {
    /// Nothing is known of the type.
    const __TIER: Option<Tier> = None;
}

impl<T: ?Sized> Unmarked for Probe<T> {}

/// Whether a promise of tier `promise` may show a type of tier `exposed`: a type without a tier is not refused.
pub const fn bears(exposed: Option<Tier>, promise: Tier) -> bool {
    match exposed {
        Some(exposed) => exposed as u8 >= promise as u8,
        None => true,
    }
}
