//! Pages about what makes a library able to grow: what each pattern guards against, and what it costs.
//!
//! | to grow | ask for | page |
//! |---|---|---|
//! | a struct by a field, an enum by a variant | `forward_compatible` | [`growing_types`] |
//! | a trait that others implement, by a method | `#[reserved]` | [`reserved_methods`] |
//! | a trait that others use, by a method | `sealed` | [`sealed_traits`] |
//! | a trait by an `async` method, though it is used as `dyn` | a twin | [`erased_traits`] |
//! | a document by a key of your own or of anyone | `extensions`, `#[reserved]` on a field | [`extension_fields`] |
//! | a type that serde writes and reads | `wire` | [`documents`] |
//! | a document into another that is read differently | `schema` | [`schemas`] |
//! | an error by a variant | `derive(ErrorCode)` | [`error_codes`] |
//! | anything, before it is promised | `experimental(feature = "…")` | [`unstable_features`] |
//!
//! `stability_policy::profile`, in the package `stability-policy`, asks of a whole package whether it did.
//!
//! The costs are counted as `benches/compile-cost.md` in the repository says: instructions of the compiler for each struct
//! of three fields in a `cargo check`, over the same struct without it. One million take about a third of a millisecond.

macro_rules! pages {
    ($($name:ident)*) => {
        $(
            #[doc = include_str!(concat!("patterns/", stringify!($name), ".md"))]
            pub mod $name {}
        )*
    };
}

pages! {
    documents
    error_codes
    erased_traits
    extension_fields
    growing_types
    reserved_methods
    schemas
    sealed_traits
    unstable_features
}
