#[stability::sealed]
#[stability::sealed(pub(crate))]
pub trait Provider {}

#[stability::stable(since = "1.0.0", sealed)]
#[stability::sealed(friends = ["nika"])]
pub trait Engine {}

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

fn main() {}
