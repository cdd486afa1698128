stability::contract! { name = "Nika", state = finished }

fn main() {}
