#[stability::stable(since = "1.0.0", constructor = "make")]
pub struct Request {
    pub model: String,
}

fn main() {}
