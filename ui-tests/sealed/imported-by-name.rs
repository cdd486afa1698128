//! The trait is imported, and the seal beside it is not.

use kernel::Provider;

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

fn main() {}
