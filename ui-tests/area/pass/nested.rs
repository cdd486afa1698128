#![deny(warnings, missing_docs)]

//! Areas in areas, with and without a tier.

/// Documented outside.
#[stability::area("Inference")]
pub mod inference {
    //! And inside.

    /// In the area.
    #[stable(since = "1.0.0")]
    pub struct Request;

    /// In another.
    #[stable(since = "1.0.0", area = "Sending")]
    pub fn send(_: Request) {}

    /// In a nested one.
    #[area("Models")]
    #[beta]
    pub mod models {
        /// In it.
        pub struct Model;
        /// With a tier.
        #[stable(since = "1.0.0")]
        pub fn first() -> u8 {
            1
        }
    }

    mod private {
        #[allow(dead_code)]
        pub struct Hidden;
    }

    #[cfg(test)]
    mod tests {}
}

/// Both at once.
#[stability::stable(since = "1.0.0")]
#[stability::area("Memory", crate = ::stability)]
pub mod memory {
    /// In it.
    pub fn clear() {}
}

/// Nothing in it.
#[stability::area("Empty")]
pub mod empty {}

fn main() {
    inference::send(inference::Request);
    assert_eq!(inference::models::first(), 1);
    let _ = inference::models::Model;
    memory::clear();
}
