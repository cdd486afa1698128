#![deny(warnings)]

pub enum Never {}

#[stability::sealed(erase, pub(crate), note = "it grows", instead = "implement `Open`", crate = ::stability)]
pub trait Provider {}

#[stability::sealed(erase, crate = ::stability)]
impl Provider for Never {}

#[stability::sealed(friends = ["nika", "nika-*", "*-provider"], note = "it {grows}",)]
pub trait Engine {}

#[stability::sealed]
impl Engine for Never {}

#[stability::sealed()]
pub trait Memory {}

#[stability::sealed()]
impl Memory for Never {}

fn main() {}
