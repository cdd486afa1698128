#![deny(warnings)]

mod kernel {
    pub mod memory {
        pub mod frames {
            #[stability::sealed(pub(in super::super::super))]
            pub trait Frame {}

            #[stability::sealed(pub(super))]
            pub trait Chunk {}

            #[stability::sealed(pub(in crate::kernel))]
            pub trait Ring {}

            #[stability::sealed(pub(self))]
            pub trait Own {}

            #[stability::sealed]
            impl Own for u8 {}
        }

        #[stability::sealed]
        impl frames::Chunk for u8 {}
    }

    #[stability::sealed]
    impl memory::frames::Ring for u8 {}
}

#[stability::sealed]
impl kernel::memory::frames::Frame for u8 {}

fn main() {}
