stability::contract! { nme = "Nika", state = finished, scope = "x" }

fn main() {}
