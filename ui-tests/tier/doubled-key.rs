#[stability::stable(since = "1.0.0", note = "first", since = "1.1.0")]
pub struct Request;

#[stability::beta(deprecated(note = "first", note = "second"))]
pub struct Answer;

fn main() {}
