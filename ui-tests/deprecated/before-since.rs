#[stability::stable(since = "1.2.0", deprecated(since = "1.1.0"))]
pub struct Request;

#[stability::stable(since = "1.2.0")]
pub enum Answer {
    #[stable(deprecated(since = "1.0.0", note = "say no"))]
    Yes,
}

fn main() {}
