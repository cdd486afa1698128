#[stability::stable(since = "1.0.0")]
#[deprecated(since = "1.1", note = "say more")]
pub struct Request;

fn main() {}
