stability::contract! { name = "Nika", tiers { stable = [crate], evolving = [preview] } }

pub mod preview {}

fn main() {}
