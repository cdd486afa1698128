stability::contract! { name = "Nika", tiers { stable(from = "1.0.0") = [crate] } }

fn main() {}
