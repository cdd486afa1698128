#[stability::stable(since = "1.0.0", constructor)]
pub struct Request {
    pub model: String,
}

impl Request {
    pub fn new(model: String) -> Self {
        Self { model }
    }
}

fn main() {}
