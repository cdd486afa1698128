#![deny(warnings, missing_docs)]

//! Tiers of what has no attribute, also in modules that only some builds have.

stability::contract! {
    name = "Nika",
    tiers {
        stable(since = "1.0.0") = [crate],
        evolving = [preview, #[cfg(any())] nowhere],
        frozen(since = "next",) = [crate::settled],
    },
}

/// Evolves.
pub mod preview {}

/// Is frozen.
pub mod settled {}

/// In no module of its own.
pub struct Frame;

macro_rules! getters {
    ($($name:ident)*) => { $(
        /// A number.
        pub fn $name(&self) -> u8 { 0 }
    )* };
}

/// A macro call in it is stated.
#[stability::stable(since = "1.0.0")]
impl Frame {
    getters! { width height }
}

fn main() {}
