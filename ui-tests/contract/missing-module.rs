stability::contract! { name = "Nika", areas { "Memory" = [memory, memory::rings, frames] } }

pub mod memory {}

fn main() {}
