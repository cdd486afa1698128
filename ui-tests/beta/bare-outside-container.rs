#[beta]
pub struct Request;

fn main() {}
