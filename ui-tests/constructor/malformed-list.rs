#[stability::stable(since = "1.0.0", constructor(name = make, deprecated(since = "2.2.0"), into))]
pub struct Response {
    pub model: String,
}

fn main() {}
