#[stability::stable = "1.0.0"]
pub struct Request;

fn main() {}
