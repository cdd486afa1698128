mod kernel {
    pub mod memory {
        #[stability::sealed]
        pub trait Frame {}
    }
}

pub struct Ring;

#[stability::sealed]
impl kernel::memory::Frame for Ring {}

fn main() {}
