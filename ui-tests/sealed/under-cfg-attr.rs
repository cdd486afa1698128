//! A supertrait cannot depend on a predicate.

#[stability::area("Memory")]
pub mod memory {
    #[cfg_attr(all(), sealed)]
    pub trait Frame {}

    #[cfg_attr(not(all()), stable(since = "1.0.0", sealed))]
    pub trait Chunk {}

    impl Chunk for u8 {}
}

fn main() {}
