#[stability::experimental(feature = "unstable-thing")]
pub fn plan() {}

fn main() {}
