pub trait Provider {
    #[stability::beta]
    fn new();

    #[stability::beta]
    type Output;

    #[stability::beta]
    const LIMIT: u8;
}

fn main() {}
