#[stability::sealed(pub(crate), friends = ["nika-*"])]
pub trait Provider {}

fn main() {}
