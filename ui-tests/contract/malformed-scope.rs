stability::contract! { name = "Nika", scope = "from 1.0 on" }

fn main() {}
