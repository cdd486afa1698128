#![deny(warnings)]

pub trait Open {}
pub trait Wide {}

#[stability::sealed(erase)]
pub trait Provider<T>
where
    T: ?Sized + Open,
{
}

pub struct Request;

#[stability::sealed(erase)]
impl<T: ?Sized> Provider<T> for Request where T: Open + Wide {}

fn main() {}
