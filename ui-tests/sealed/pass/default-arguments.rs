#![deny(warnings)]

//! Parameters with defaults, which an implementation may leave out.

const WIDTH: usize = 2;

pub struct Frame;

#[stability::sealed]
pub trait Adds<Rhs: ?Sized = Self, Output = Frame> {}

#[stability::sealed]
impl Adds for u8 {}

#[stability::sealed]
impl Adds<str> for u8 {}

#[stability::sealed]
impl Adds<str, u16> for u16 {}

#[stability::sealed(pub(crate))]
pub trait Wide<const N: usize = WIDTH, const SIGN: char = 'a'> {}

#[stability::sealed]
impl Wide for u8 {}

#[stability::sealed]
impl Wide<3> for u8 {}

#[stability::sealed]
impl<const N: usize> Wide<N, 'b'> for u8 {}

fn main() {}
