#[stability::stable(since = "1.0.0", constructor)]
pub struct Request {
    #[cfg_attr(all(), stable(since = "1.0.0", default))]
    pub model: String,
    #[cfg_attr(all(), stable(since = "1.0.0", into))]
    pub name: String,
}

fn main() {}
