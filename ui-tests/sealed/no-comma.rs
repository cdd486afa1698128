#[stability::sealed(erase pub(crate))]
pub trait Provider {}

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

fn main() {}
