#[stability::evolving(implement = stable)]
pub trait Store {}

fn main() {}
