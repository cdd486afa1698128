#[stability::stable(since = "1.0.0", deprecated(reason = "x", removed_in = "2.0.0", area = "Core"))]
pub struct Request;

fn main() {}
