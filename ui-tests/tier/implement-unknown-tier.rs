#[stability::stable(since = "1.0.0", implement = "evolving")]
pub trait Store {}

#[stability::stable(since = "1.0.0", implement = often)]
pub trait Watch {}

#[stability::stable(since = "1.0.0", implement = unstable)]
pub trait Notify {}

fn main() {}
