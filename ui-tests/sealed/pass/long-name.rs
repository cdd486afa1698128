#![deny(warnings)]

mod kernel {
    pub mod memory {
        pub mod frames {
            #[stability::sealed(pub(crate))]
            pub trait TraitWhoseNameHasALotOfWords2Pronounce {}
        }
    }
}

pub struct Ring;

pub struct Heap {
    pub size: usize,
}

#[stability::sealed]
impl kernel::memory::frames::TraitWhoseNameHasALotOfWords2Pronounce for Ring {}

#[stability::sealed]
impl kernel::memory::frames::TraitWhoseNameHasALotOfWords2Pronounce for Heap {}

fn main() {}
