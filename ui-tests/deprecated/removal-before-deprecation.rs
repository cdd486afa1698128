#[stability::stable(since = "1.0.0", deprecated(since = "1.3.0", remove_in = "1.3.0"))]
pub struct Request;

#[stability::stable(since = "1.0.0", deprecated(since = "1.3.0", remove_in = "1.2.0"))]
pub struct Answer;

fn main() {}
