#![deny(warnings)]

//! Modules and types that have the short names of what expansions hold.

pub mod s {
    pub struct Frame;

    #[stability::stable(since = "1.0.0", sealed(pub(crate)))]
    pub trait Provider {}
}

#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub frame: s::Frame,
}

#[stability::sealed]
#[stability::stable(since = "1.0.0")]
impl s::Provider for Request {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = s::Frame))]
pub fn send(_: s::Frame) {}

fn main() {
    let _ = Request { frame: s::Frame };
}
