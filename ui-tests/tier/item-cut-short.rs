pub struct Request;

#[stability::beta]
impl !Request {}

fn main() {}
