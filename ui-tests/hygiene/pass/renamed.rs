#![deny(warnings)]

//! The runtime under another name.

extern crate stability as contracts;

mod facade {
    pub use stability as inner;
}

#[contracts::stable(since = "1.0.0", crate = ::contracts)]
pub struct Request {
    #[stable(since = "1.1.0")]
    pub model: u8,
}

#[facade::inner::stable(since = "1.0.0", crate = crate::facade::inner)]
#[stability::sealed(friends = ["nika"])]
pub trait Provider {}

#[contracts::sealed(crate = ::contracts)]
impl Provider for u8 {}

contracts::contract! { name = "Nika", crate = ::contracts }

fn main() {
    let _ = Request { model: 1 }.model;
}
