stability::contract! { name = "Nika", paths { "crate::map" = [map::core], "nika::" = [map::deep], "nika::map" = [map::more] } }

pub mod map {}

fn main() {}
