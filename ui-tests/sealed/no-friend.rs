//! `kernel::Engine` names friends, and this package is not one of them.

pub struct Echo;

#[stability::sealed]
impl kernel::Engine for Echo {}

fn main() {}
