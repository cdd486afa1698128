stability::contract! { name = "Nika", areas { "Memory" = [memory], "Memory" = [frames] } }

pub mod memory {}
pub mod frames {}

fn main() {}
