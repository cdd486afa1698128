#[area("Memory")]
pub mod memory {}

fn main() {}
