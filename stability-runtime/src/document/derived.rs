//! The question whether a type has the traits of serde already, answered while compiling.

use core::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Asks about `T`: an inherent constant, where the trait is there, wins over that of [`Underived`].
pub struct Derived<T: ?Sized>(PhantomData<T>);

impl<T: Serialize + ?Sized> Derived<T> {
    /// It can be written.
    pub const __WRITES: bool = true;
}

impl<T: DeserializeOwned> Derived<T> {
    /// It can be read.
    pub const __READS: bool = true;
}

/// The answer for everything else.
pub trait Underived {
    /// It cannot be written, as far as is known.
    const __WRITES: bool = false;
    /// It cannot be read, as far as is known.
    const __READS: bool = false;
}

impl<T: ?Sized> Underived for Derived<T> {}

/// Refuses a type that has them where it must not.
///
/// # Panics
///
/// While compiling, with `message`, where `derived`.
pub const fn derived_above(derived: bool, message: &'static str) {
    assert!(!derived, "{}", message);
}
