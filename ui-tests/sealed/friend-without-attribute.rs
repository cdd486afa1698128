//! `kernel::Provider` names this package as a friend.

pub struct Echo;

impl kernel::Provider for Echo {}

fn main() {}
