stability::contract! { name = "Nika", areas { Memory = [memory] } }

pub mod memory {}

fn main() {}
