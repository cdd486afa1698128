#![deny(warnings)]

use std::fmt::Debug;

pub trait Open {}

#[stability::sealed]
pub trait Bounded<T: ?Sized + Open> {}

#[stability::sealed(erase)]
pub trait Erased<T: ?Sized + Open + Debug, U: Iterator<Item = u8> + Send> {}

pub struct Request;

#[stability::sealed]
impl<T: ?Sized + Open> Bounded<T> for Request {}

#[stability::sealed]
impl<T: Open + Debug, U: Iterator<Item = u8> + Send> Erased<T, U> for Request {}

fn main() {}
