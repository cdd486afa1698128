#[stability::stable("1.0.0")]
pub struct Request;

#[stability::beta(deprecated("use something else"))]
pub struct Answer;

fn main() {}
