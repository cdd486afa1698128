//! The other package in the cases about seals and tiers across packages.

/// Sealed, with a friend that the package of the cases is.
#[stability::stable(since = "0.1.0", sealed(friends = ["stability-ui-tests-*"]))]
pub trait Provider {
    /// How it is called.
    fn name(&self) -> &'static str {
        "nameless"
    }
}

/// Sealed, with a friend that the package of the cases is not.
#[stability::stable(since = "0.1.0", sealed(friends = ["nika-*"]))]
pub trait Engine {}

/// Sealed, without friends.
#[stability::stable(since = "0.1.0")]
#[stability::sealed]
pub trait Core {}

/// Sealed with parameters, with a friend that the package of the cases is.
#[stability::beta(sealed(friends = ["stability-ui-tests-*"]))]
pub trait Convert<'a, T: ?Sized, const N: usize> {
    /// What it makes of each.
    type Output;

    /// Makes it.
    fn convert(&self, from: &'a T) -> [Self::Output; N];
}

/// A type that may not change.
#[stability::frozen(since = "0.1.0")]
#[derive(Clone, Copy, Debug)]
pub struct Frozen;

/// A type that a major release may change.
#[stability::stable(since = "0.1.0")]
#[derive(Clone, Copy, Debug)]
pub struct Stable;

/// A type that a minor release may change.
#[stability::evolving]
#[derive(Clone, Copy, Debug)]
pub struct Evolving;

/// A type that a minor release may change, for each of its arguments.
#[stability::beta]
#[derive(Clone, Copy, Debug)]
pub struct Batch<T> {
    /// What is in it.
    pub content: T,
}

/// A type of which nothing is promised.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// A type behind a feature that the package of the cases does not turn on.
#[stability::unstable(feature = "thing")]
#[derive(Clone, Copy, Debug)]
pub struct Hidden;

/// A function behind a feature that the package of the cases does not turn on.
#[stability::experimental(feature = "thing")]
pub fn hidden() {}

/// A document with extension fields, whose core keys belong to this package.
#[stability::stable(since = "0.1.0", constructor, extensions(core = "kernel", community = "x-"))]
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// How it is called.
    pub name: String,
}

/// An exported macro that calls itself.
#[stability::stable(since = "0.1.0")]
#[macro_export]
macro_rules! count {
    () => { 0_usize };
    ($first:ident $($rest:ident)*) => { 1_usize + $crate::count!($($rest)*) };
}

mod private {
    /// Sealed, with a friend that the package of the cases is; its seal stays in here.
    #[stability::stable(since = "0.1.0", sealed(friends = ["stability-ui-tests-*"]))]
    pub trait Alone {}

    /// Sealed, with a friend that the package of the cases is; its seal goes with it.
    #[stability::stable(since = "0.1.0", sealed(friends = ["stability-ui-tests-*"]))]
    pub trait Together: Sized {
        /// What a trait object could not have.
        fn generic<T>(_: T) {}
    }
}

pub use private::{__seal_Together, Alone, Together};

/// Everything of a module that is private.
pub mod all {
    mod private {
        /// Sealed, with a friend that the package of the cases is.
        #[stability::stable(since = "0.1.0", sealed(friends = ["stability-ui-tests-*"]))]
        pub trait ByGlob {}

        /// A type whose name users may have themselves.
        #[derive(Clone, Copy, Debug)]
        pub struct Echo;
    }

    pub use private::*;
}

/// Left out by a `--cfg` that nobody sets.
#[stability::experimental(cfg = "kernel_unstable", was = "kernel_preview")]
pub fn sketch() {}

/// The same.
#[stability::experimental(cfg = "kernel_unstable")]
#[derive(Clone, Copy, Debug)]
pub struct Sketch;

/// The same.
#[stability::unstable(cfg = "kernel_unstable")]
pub trait Draw {}

#[stability::stable(since = "0.1.0")]
impl Stable {
    /// The same.
    #[experimental(cfg = "kernel_unstable", was = "kernel_preview")]
    #[must_use]
    pub fn sketched(&self, size: u8) -> u8 {
        size
    }

    /// The same.
    #[experimental(cfg = "kernel_unstable")]
    pub fn draft() {}
}
