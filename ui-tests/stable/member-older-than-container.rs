#[stability::stable(since = "1.2.0")]
pub struct Request {
    #[stable(since = "1.0.0")]
    pub model: u8,
    #[stable(since = "1.2.0")]
    pub provider: u8,
    #[beta(since = "0.9.0")]
    pub was_weaker_before: u8,
}

#[stability::stable(since = "next")]
pub trait Provider {
    #[stable(since = "1.3.0")]
    fn name(&self);
}

#[stability::stable(since = "1.2.0")]
pub mod memory {
    #[stable(since = "1.1.0")]
    pub fn clear() {}
}

fn main() {}
