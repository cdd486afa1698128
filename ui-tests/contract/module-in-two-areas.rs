stability::contract! { name = "Nika", areas { "Memory" = [memory], "Frames" = [memory] } }

pub mod memory {}

fn main() {}
