#[stability::area("Memory")]
#[stability::area("Frames")]
pub mod memory {}

fn main() {}
