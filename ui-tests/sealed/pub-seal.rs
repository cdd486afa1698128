#[stability::sealed(pub)]
pub trait Provider {}

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

fn main() {}
