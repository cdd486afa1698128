//! `kernel::Engine` names friends, of which this package is none.

pub struct Echo;

#[stability::sealed]
impl kernel::Engine for Echo {}

fn main() {}
