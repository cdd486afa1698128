#[stability::stable(since = "1.0.0", constructor(deprecated(since = "1.2.0", replacement = crate::Missing::of)))]
pub struct Request {
    pub model: String,
}

fn main() {}
