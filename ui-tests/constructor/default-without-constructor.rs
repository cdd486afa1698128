#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[stable(since = "1.0.0", default)]
    pub model: String,
    #[stable(since = "1.0.0", into)]
    pub name: String,
}

fn main() {}
