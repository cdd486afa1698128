stability::contract! { name = "Nika", tiers { stable(since = "1.x") = [crate] } }

fn main() {}
