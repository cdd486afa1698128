//! `kernel::Core` has no friends at all.

pub struct Echo;

#[stability::sealed]
impl kernel::Core for Echo {}

fn main() {}
