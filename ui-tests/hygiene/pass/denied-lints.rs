#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unused,
    unused_qualifications,
    unused_extern_crates,
    unused_lifetimes,
    unused_import_braces,
    unused_macro_rules,
    unused_results,
    unreachable_pub,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    explicit_outlives_requirements,
    elided_lifetimes_in_paths,
    let_underscore_drop,
    meta_variable_misuse,
    non_ascii_idents,
    variant_size_differences,
    redundant_lifetimes,
    redundant_imports,
    unit_bindings,
    unnameable_types,
    ambiguous_negative_literals,
    macro_use_extern_crate,
    absolute_paths_not_starting_with_crate,
    keyword_idents,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    future_incompatible,
    nonstandard_style,
    let_underscore,
    dead_code
)]

//! The expansions are quiet where the user denies what can be denied.

stability::contract! { name = "Nika", state = draft, areas { "Memory" = [memory] } }

/// In an area.
pub mod memory {
    /// A weak type.
    #[stability::beta(deprecated(since = "1.2.0", replacement = Request))]
    #[derive(Clone, Copy, Debug)]
    pub struct Frame;

    /// A strong type.
    #[stability::stable(since = "1.0.0", may_expose(Frame))]
    #[derive(Clone, Copy, Debug)]
    #[allow(deprecated)]
    pub struct Request<'a, T> {
        /// A field.
        #[stable(since = "1.1.0", deprecated(since = "1.2.0", replacement = model))]
        pub frame: &'a Option<Frame>,
        /// A field.
        pub model: T,
    }

    /// Methods.
    #[stability::stable(since = "1.0.0")]
    impl<T: Copy> Request<'_, T> {
        /// A method.
        #[stable(since = "1.1.0", deprecated(since = "1.2.0", replacement = Self::model, remove_in = "2.0.0"))]
        pub fn frame(&self) -> T {
            self.model
        }
        /// A method.
        pub fn model(&self) -> T {
            self.model
        }
    }

    /// A trait.
    #[stability::stable(since = "1.0.0", sealed)]
    pub trait Provider {
        /// A method.
        #[beta]
        fn name(&self) -> u8 {
            1
        }
    }

    #[stability::sealed]
    impl Provider for u8 {}

    /// A trait.
    #[stability::sealed(friends = ["nika"], note = "it grows")]
    pub trait Engine<'a, T: ?Sized> {}

    #[stability::sealed]
    impl<T: ?Sized> Engine<'_, T> for u8 {}
}

/// An enum.
#[stability::evolving]
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Choice {
    /// A variant.
    #[stability::experimental]
    One,
}

/// Behind a feature.
#[stability::unstable(feature = "thing")]
#[derive(Clone, Copy, Debug)]
pub struct Hidden {
    /// A field.
    pub field: u8,
}

/// Behind a feature.
#[stability::unstable(feature = "thing")]
pub use std::collections::BTreeMap as Map;

fn main() {
    use memory::Provider as _;
    assert_eq!(1u8.name(), 1);
}
