stability::contract! { name = "Nika", areas { #[allow(unused)] "Memory" = [memory] } }

pub mod memory {}

fn main() {}
