stability::contract! { name = "Nika", stage = draft, scop = ">=1.0.0", colour = "green" }

fn main() {}
