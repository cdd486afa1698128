#![deny(warnings)]

//! `sealed` as a key of a tier attribute, and bare in a container.

#[stability::stable(since = "1.0.0", sealed)]
pub trait Provider {}

#[stability::stable(since = "1.0.0", sealed)]
impl Provider for u8 {}

#[stability::beta(sealed(pub(crate), note = "it grows"))]
pub trait Engine {}

#[stability::sealed]
impl Engine for u8 {}

#[stability::area("Memory")]
pub mod memory {
    #[sealed]
    #[evolving]
    pub trait Frame {}

    #[sealed]
    impl Frame for u8 {}

    #[stability::sealed]
    impl Frame for u16 {}

    #[evolving(sealed)]
    impl Frame for u32 {}
}

fn main() {}
