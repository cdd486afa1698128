stability::contract! { name = "Nika", tiers { stable(since = "9.0.0") = [crate] } }

fn main() {}
