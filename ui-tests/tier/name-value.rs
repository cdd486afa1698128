#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[stable = "1.1.0"]
    pub model: u8,
}

#[stability::beta]
pub mod memory {
    #[area = "Memory"]
    pub mod frames {}

    #[sealed = "yes"]
    pub trait Frame {}
}

fn main() {
    let _ = Request { model: 1 };
}
