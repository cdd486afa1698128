#[stability::stable(since = "1.0.0", note = 5, area = Core, docs = b"bytes", issue = true)]
pub struct Request;

fn main() {}
