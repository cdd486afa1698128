stability::contract! { name = "Nika", tiers { golden = [crate] } }

fn main() {}
