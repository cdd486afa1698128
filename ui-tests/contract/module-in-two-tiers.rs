stability::contract! { name = "Nika", tiers { beta = [preview], evolving = [preview] } }

pub mod preview {}

fn main() {}
