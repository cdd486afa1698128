#[stability::stable(since = "1.0.0", deprecated(since = "1.5.0"))]
pub struct Request;

#[stability::stable(since = "1.0.0")]
#[deprecated(since = "2.0.0", note = "going")]
pub struct Answer;

fn main() {}
