#[stability::experimental(cfg = "nika_unstable")]
pub fn shell() {}

fn main() {}
