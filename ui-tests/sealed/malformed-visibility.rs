#[stability::sealed(pub(create))]
pub trait Provider {}

#[stability::sealed(pub())]
pub trait Engine {}

#[stability::sealed(pub = "crate")]
pub trait Memory {}

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

fn main() {}
