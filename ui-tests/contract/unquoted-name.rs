stability::contract! { name = Nika, state = draft }

fn main() {}
