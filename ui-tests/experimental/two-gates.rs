#[stability::experimental(feature = "thing", cfg = "test")]
pub fn shell() {}

fn main() {}
