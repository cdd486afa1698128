stability::contract! { name = "Nika", crate = contracts::stability }

fn main() {}
