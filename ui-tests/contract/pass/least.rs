#![deny(warnings)]

//! The least that the header of a contract has, in a module.

mod inner {
    stability::contract! { name = "Nika" }
}

fn main() {}
