#![deny(warnings, missing_docs)]

//! Public paths of items that are defined in private modules, also in modules that only some builds have.

stability::contract! {
    name = "Nika",
    paths {
        "nika" = [crate::frame],
        "::nika::map" = [map::core, #[cfg(any())] nowhere],
    },
}

mod frame {
    /// Is at the root.
    #[stability::stable(since = "1.0.0")]
    pub struct Frame;
}

/// Maps.
pub mod map {
    mod core {
        /// Is one module further out.
        #[stability::stable(since = "1.0.0")]
        pub struct Map;
    }
    pub use self::core::Map;
}

pub use self::frame::Frame;

fn main() {}
