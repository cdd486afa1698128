#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[stable(deprecated(since = "1.1.0", replacement = modell))]
    pub provider: u8,
    pub model: u8,
}

fn main() {}
