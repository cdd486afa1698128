#[stability::stable(since = "1.0.0", non_exhaustive)]
pub trait Provider {}

#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[stable(since = "1.0.0", non_exhaustive)]
    pub model: String,
}

fn main() {}
