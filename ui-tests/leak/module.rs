#[stability::stable(since = "1.0.0")]
pub mod memory {
    #[beta]
    pub struct Frame;

    pub fn first() -> Frame {
        Frame
    }
}

fn main() {}
