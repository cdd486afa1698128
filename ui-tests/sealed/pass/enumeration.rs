#![deny(warnings)]

pub enum Never {}

pub union Both {
    pub signed: i8,
    pub unsigned: u8,
}

#[stability::sealed]
pub trait Provider {}

#[stability::sealed]
impl Provider for Never {}

#[stability::sealed]
impl Provider for Both {}

#[stability::sealed]
impl Provider for (u8, [u8; 2]) {}

#[stability::sealed]
impl Provider for &dyn Provider {}

#[stability::sealed]
impl<T: Provider> Provider for Box<T> {}

#[stability::sealed]
impl Provider for fn(u8) -> u8 {}

fn main() {}
