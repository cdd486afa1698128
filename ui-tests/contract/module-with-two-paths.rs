stability::contract! { name = "Nika", paths { "nika::map" = [map::core], "nika::set" = [map::deep, map::core] } }

pub mod map {}

fn main() {}
