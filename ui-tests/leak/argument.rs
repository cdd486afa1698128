#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub fn send(_model: u8, _frame: &Frame) {}

fn main() {}
