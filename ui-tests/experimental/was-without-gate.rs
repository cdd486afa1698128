#[stability::experimental(was = "nika_preview")]
pub fn shell() {}

fn main() {}
