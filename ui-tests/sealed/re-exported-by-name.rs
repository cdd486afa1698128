//! `kernel` re-exports `Alone` out of a private module, and not the seal beside it.

pub struct Echo;

#[stability::sealed]
impl kernel::Alone for Echo {}

fn main() {}
