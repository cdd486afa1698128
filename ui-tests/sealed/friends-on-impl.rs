#[stability::sealed]
pub trait Provider {}

pub struct Echo;

#[stability::sealed(friends = ["nika-*"])]
impl Provider for Echo {}

fn main() {}
