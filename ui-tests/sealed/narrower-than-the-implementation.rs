mod kernel {
    pub mod memory {
        pub mod frames {
            #[stability::sealed(pub(in super::super))]
            pub trait Frame {}
        }
    }

    pub struct Ring;

    #[stability::sealed]
    impl memory::frames::Frame for Ring {}
}

pub struct Outsider;

#[stability::sealed]
impl kernel::memory::frames::Frame for Outsider {}

fn main() {}
