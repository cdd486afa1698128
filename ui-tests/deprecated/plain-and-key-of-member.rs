#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[deprecated]
    #[stable(deprecated(note = "say more"))]
    pub model: u8,
}

fn main() {}
