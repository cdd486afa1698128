#![deny(warnings)]

use std::fmt;

#[stability::sealed]
pub trait CopyIterator: Iterator
where
    Self::Item: Copy,
{
}

#[stability::sealed]
impl CopyIterator for std::vec::IntoIter<u8> {}

#[stability::sealed]
pub trait Shows: fmt::Display + fmt::Debug + Send + Sync + 'static
where
    Self: Sized,
{
}

#[stability::sealed]
impl Shows for u8 {}

#[stability::sealed]
pub trait Of<T>: Iterator<Item = T> + for<'a> PartialEq<&'a T> {}

fn main() {}
