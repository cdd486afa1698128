#[stability::experimental]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request(pub u8, pub Frame);

fn main() {}
