#![deny(warnings)]

//! Names that differ by case alone, or by where their words part.

#[stability::sealed]
pub trait Io {}

#[stability::sealed]
pub trait IO {}

#[stability::sealed]
#[allow(non_camel_case_types)]
pub trait io {}

#[stability::sealed]
pub trait FooBar {}

#[stability::sealed]
pub trait Foobar {}

#[stability::sealed]
impl Io for u8 {}

#[stability::sealed]
impl IO for u8 {}

#[stability::sealed]
impl io for u8 {}

#[stability::sealed]
impl FooBar for u8 {}

#[stability::sealed]
impl Foobar for u8 {}

fn main() {}
