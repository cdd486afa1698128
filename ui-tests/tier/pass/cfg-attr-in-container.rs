#![deny(warnings)]

//! Where the predicate does not hold, nothing changes.

#[stability::area("Memory")]
pub mod memory {
    #[cfg_attr(not(all()), unstable(feature = "thing"))]
    pub fn shown() {}

    #[cfg_attr(not(all()), experimental(feature = "thing"))]
    #[derive(Clone)]
    pub struct Frame {
        pub size: u8,
    }

    #[cfg_attr(all(), experimental(feature = "thing"))]
    pub fn hidden() {}
}

mod inner {
    pub use super::memory::{Frame, shown};
}

pub use inner::{Frame, shown};

fn main() {
    memory::hidden();
    shown();
    let _ = Frame { size: 1 };
}
