#[stability::sealed(erased)]
pub trait Provider {}

#[stability::sealed(crate)]
pub trait Engine {}

#[stability::sealed(friend = ["nika"])]
pub trait Memory {}

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

fn main() {}
