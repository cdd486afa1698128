#![deny(warnings)]

//! `pub(crate)` reaches the whole package, and beside the trait nothing need be said.

pub mod kernel {
    pub mod memory {
        #[stability::sealed(pub(crate))]
        pub trait Frame {}

        #[stability::sealed]
        pub trait Chunk {}

        pub struct Ring;

        #[stability::sealed]
        impl Chunk for Ring {}

        pub mod inner {
            pub struct Heap;

            #[stability::sealed]
            impl super::Chunk for Heap {}

            use super::{Chunk, __seal_Chunk};

            #[stability::sealed]
            impl Chunk for u8 {}
        }
    }
}

#[stability::sealed]
impl kernel::memory::Frame for kernel::memory::Ring {}

#[stability::sealed]
impl crate::kernel::memory::Frame for kernel::memory::inner::Heap {}

fn main() {}
