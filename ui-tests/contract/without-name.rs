stability::contract! { state = draft }

fn main() {}
