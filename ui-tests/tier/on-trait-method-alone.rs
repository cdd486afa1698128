pub trait Provider {
    #[stability::beta]
    fn name(&self) -> u8;
}

impl Provider for u8 {
    fn name(&self) -> u8 {
        *self
    }
}

fn main() {
    let _ = 1.name();
}
