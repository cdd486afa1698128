#[stability::stable(since = "1.0.0", sealed, implement = evolving)]
pub trait Store {}

#[stability::stable(since = "1.0.0", sealed(friends = ["nika-*"]), implement = evolving)]
pub trait Watch {}

#[stability::stable(since = "1.0.0", implement = evolving)]
pub struct Memory {}

fn main() {}
