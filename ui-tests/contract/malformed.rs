stability::contract! { name: "Nika" }

fn main() {}
