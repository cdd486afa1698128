mod kernel {
    pub mod memory {
        pub mod frames {
            #[stability::sealed(pub(crate))]
            pub trait Frame {}
        }
    }
}

pub struct Ring;

#[stability::sealed]
impl kernel::memory::frames::Frame for Ring {}

pub struct Outsider;

impl kernel::memory::frames::Frame for Outsider {}

fn main() {}
