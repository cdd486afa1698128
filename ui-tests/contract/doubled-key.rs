stability::contract! { name = "Nika", state = draft, name = "Ornn", state = beta }

fn main() {}
